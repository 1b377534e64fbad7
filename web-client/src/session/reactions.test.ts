import { describe, expect, it } from 'vitest';
import { given, seat, welcome, welcomed } from '../../test/session/given';
import { decode } from './features';
import { mayReact, reactionForMs, reactionOf } from './reactions';
import { reduce } from './reduce';
import type { SessionState } from './state';

const maya = seat('maya');
const ana = seat('ana');

function reacts(state: SessionState, who: string, kind: string, at: number): SessionState {
  const frame = decode(JSON.stringify({ type: 'signal', name: 'reaction', data: { seat: who, kind } }));
  if (frame.type !== 'signal') throw new Error('not a signal');
  return reduce(state, { kind: 'signal', frame, at }) ?? state;
}

describe('a reaction', () => {
  const state = given(maya, [ana]);

  it('isSeenForAWhile_andThenNoMore', () => {
    const after = reacts(state, 'ana', 'heart', 1000);
    expect(reactionOf(after, 'ana', 1000)).toBe('heart');
    expect(reactionOf(after, 'ana', 1000 + reactionForMs - 1)).toBe('heart');
    expect(reactionOf(after, 'ana', 1000 + reactionForMs)).toBeUndefined();
    expect(reactionOf(after, 'maya', 1000)).toBeUndefined();
  });

  it('takesThePlaceOfTheSamePersonsFormerOne', () => {
    const after = reacts(reacts(state, 'ana', 'heart', 1000), 'ana', 'clap', 4000);
    expect(reactionOf(after, 'ana', 8999)).toBe('clap');
    expect(Object.keys(after.reactions)).toEqual(['ana']);
  });

  it('isNotSeenForEver_whereTheClockIsSetBack', () =>
    expect(reactionOf(reacts(state, 'ana', 'heart', 9000), 'ana', 1000)).toBeUndefined());

  it('isForgottenInAnotherPlace', () => {
    const after = reacts(state, 'ana', 'heart', 1000);
    expect(welcomed(after, welcome(seat('maya', { place: 'breakout:a' }), [])).reactions).toEqual({});
  });

  it('isSaidPolitely_andNotOneByOne', () => {
    const said = (known: SessionState): string[] => known.notices.map(({ text }) => text);
    const one = reacts(state, 'ana', 'thumbs-up', 1000);
    expect(one.notices).toEqual([
      { id: 1, at: 1000, tone: 'calm', urgent: false, spoken: true, text: '\u2068ana\u2069: thumbs up.' },
    ]);
    const more = reacts(reacts(one, 'maya', 'heart', 2000), 'ana', 'clap', 10_999);
    expect(said(more)).toEqual(said(one));
    expect(said(reacts(more, 'maya', 'thanks', 11_000))).toEqual([...said(one), '\u2068You\u2069: thanks.']);
  });

  it('isReadWithAKnownKindAlone', () => expect(() => reacts(state, 'ana', 'frown', 0)).toThrow('kind'));
});

describe('whether one may react', () => {
  const under = (policy: object): boolean =>
    mayReact(given(maya, [], { session: { ...given(maya).session, policy } }));

  it.each([
    [{ reactions: true }, true],
    [{ reactions: false }, false],
    [{}, false],
  ])('under %o is %s', (policy, may) => expect(under(policy)).toBe(may));
});
