import { describe, expect, it } from 'vitest';
import { focusMain } from './focus';

/** The room of a page, as far as the focus goes. */
class Main {
  focused = 0;
  constructor(readonly attributes: Record<string, string> = {}) {}
  readonly hasAttribute = (name: string): boolean => name in this.attributes;
  readonly setAttribute = (name: string, value: string): void => void (this.attributes[name] = value);
  readonly focus = (): void => void (this.focused += 1);
}

const pageWith = (main: Main | null): ParentNode => ({ querySelector: () => main }) as unknown as ParentNode;

describe('the focus', () => {
  it('goesToTheRoom_whichNoTabReachesForIt', () => {
    const main = new Main();
    focusMain(pageWith(main));
    expect([main.focused, main.attributes]).toEqual([1, { tabindex: '-1' }]);
  });

  it('leavesARoomThatTabReaches_asItIs', () => {
    const main = new Main({ tabindex: '0' });
    focusMain(pageWith(main));
    expect([main.focused, main.attributes]).toEqual([1, { tabindex: '0' }]);
  });

  it('staysWhereThereIsNoRoom', () => {
    expect(() => focusMain(pageWith(null))).not.toThrow();
  });
});
