import { describe, expect, it } from 'vitest';
import type { Policy } from '../protocol/frames';
import { addressees, mayWrite, toWords } from './chatting';
import { at, given, seat } from '../../test/session/given';
import type { SessionState } from './state';

const lead = seat('lena', { role: 'facilitator' });
const maya = seat('maya');
const elsewhere = seat('june', { place: 'breakout:a' });

function under(policy: Policy, you = maya): SessionState {
  const session = { id: 'ses_1', title: 'Group', startsAt: at, endsAt: at, locked: false, policy };
  return given(you, [lead, maya, elsewhere], { session });
}

describe('whom one may write to', () => {
  it.each([
    ['a participant', under({ chat: 'everyone' }), ['place', 'staff']],
    ['a participant under chat for staff', under({ chat: 'staff', privateChat: true }), ['staff']],
    [
      'a participant under private chat',
      under({ chat: 'everyone', privateChat: true }),
      ['place', 'staff', 'lena'],
    ],
    ['staff', under({ chat: 'everyone' }, lead), ['place', 'staff', 'maya', 'june']],
  ])('%s', (_who, state, to) =>
    expect(
      addressees(state)
        .map((one) => one.to)
        .sort(),
    ).toEqual([...to].sort()),
  );

  it.each([
    ['everyone', under({ chat: 'everyone' }), true],
    ['nobody where chat is off', under({ chat: 'off' }), false],
    ['staff where chat is off', under({ chat: 'off' }, lead), true],
    [
      'nobody whose chat was turned off',
      under({ chat: 'everyone' }, seat('maya', { grants: { microphone: true, camera: true, chat: false } })),
      false,
    ],
  ])('may write: %s', (_who, state, may) => expect(mayWrite(state)).toBe(may));

  it.each([
    ['place', ''],
    ['staff', 'to the team'],
    ['waiting', 'to everybody waiting'],
    ['maya', 'only to you'],
    ['lena', 'only to lena'],
    ['sea_gone', ''],
  ])('a message to %s is "%s"', (to, words) =>
    expect(toWords(under({}), { id: 1, at, from: 'lena', to, text: 'x' })).toBe(words),
  );
});
