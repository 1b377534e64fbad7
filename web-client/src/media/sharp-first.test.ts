import { describe, expect, it } from 'vitest';
import { SharpFirst, type SizeStats } from './sharp-first';

interface Sharp {
  readonly frames: number;
  readonly limited?: boolean;
  readonly bitrate?: number;
  readonly active?: boolean;
}

/** What is said of both sizes; the sharp one is the second. */
const sizes = ({ frames, limited = false, bitrate = 0, active = true }: Sharp): SizeStats[] => [
  {
    type: 'outbound-rtp',
    encodingIndex: 1,
    active,
    framesEncoded: frames,
    targetBitrate: bitrate,
    qualityLimitationReason: limited ? 'bandwidth' : 'none',
  },
  { type: 'outbound-rtp', encodingIndex: 0, active: true, framesEncoded: 99 },
  { type: 'codec' },
];

const heldBack = { frames: 7, limited: true };

function looks(rule: SharpFirst, fromMs: number, count: number, sharp: (look: number) => Sharp): boolean {
  let alone = false;
  for (let look = 0; look < count; look++) alone = rule.look(sizes(sharp(look)), fromMs + 1000 * look);
  return alone;
}

describe('SharpFirst', () => {
  it('aSharpSizeThatIsHeldBack_goesOutAlone_afterSomeSeconds', () => {
    const rule = new SharpFirst();
    expect(looks(rule, 0, 3, () => heldBack)).toBe(false);
    expect(looks(rule, 3000, 1, () => heldBack)).toBe(true);
  });

  it('aSharpSizeThatComes_orIsNotLimited_orNotWanted_staysBesideTheSmallOne', () => {
    expect(looks(new SharpFirst(), 0, 20, (look) => ({ frames: look, limited: true }))).toBe(false);
    expect(looks(new SharpFirst(), 0, 20, () => ({ frames: 7 }))).toBe(false);
    expect(looks(new SharpFirst(), 0, 20, () => ({ ...heldBack, active: false }))).toBe(false);
    const one = new SharpFirst();
    for (let look = 0; look < 20; look++)
      expect(one.look(sizes(heldBack).slice(0, 1), 1000 * look)).toBe(false);
  });

  it('whereTheLineHasRoomAgain_theSmallOneComesBack_laterEachTime', () => {
    const rule = new SharpFirst();
    const wide = (look: number): Sharp => ({ frames: 100 + look, bitrate: 1_400_000 });
    expect(looks(rule, 0, 4, () => heldBack)).toBe(true);
    expect(looks(rule, 4000, 9, wide)).toBe(true);
    expect(looks(rule, 13_000, 1, wide)).toBe(false);
    expect(looks(rule, 14_000, 4, () => heldBack)).toBe(true);
    expect(looks(rule, 18_000, 19, wide)).toBe(true);
    expect(looks(rule, 37_000, 1, wide)).toBe(false);
  });

  it('onALineThatStaysThin_itStaysAlone', () => {
    const rule = new SharpFirst();
    expect(looks(rule, 0, 4, () => heldBack)).toBe(true);
    expect(looks(rule, 4000, 600, (look) => ({ frames: 100 + look, bitrate: 500_000 }))).toBe(true);
  });
});
