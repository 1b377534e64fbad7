import { describe, expect, it } from 'vitest';
import { cleaned, flawOf, type TextFlaw, type TextKind } from './texts';
import table from '../../test/texts.json';

interface Row {
  readonly why: string;
  readonly kind: string;
  readonly text: string;
  readonly repeat?: number;
  readonly is?: string;
  readonly flaw?: string;
}

const rows: readonly Row[] = table;

describe('a text from outside, by the table that the engine is tested by too', () => {
  for (const { why, kind, text, repeat = 1, is, flaw } of rows) {
    const whole = text.repeat(repeat);
    it(`${why}: ${flaw ?? 'is taken'}`, () => {
      expect(flawOf(whole, kind as TextKind, 200)).toBe(flaw as TextFlaw | undefined);
      if (flaw === undefined) expect(cleaned(whole)).toBe(is ?? whole);
    });
  }

  it('half a character: hidden', () => expect(flawOf('a\ud83eb', 'prose', 200)).toBe('hidden'));
});
