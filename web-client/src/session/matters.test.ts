import { describe, expect, it } from 'vitest';
import type { SessionEvent, Signal } from '../protocol/frames';
import { at, given, seat, welcome, welcomed, when } from '../../test/session/given';
import { deviceName, deviceRemark } from './device-words';
import { timeOfDay } from './time';
import { bars, countSoFar, mayAnswer } from './features/poll';
import { reduce } from './reduce';
import { canChoose, safetyOf, type SessionState } from './state';

const lead = seat('lena', { role: 'facilitator' });
const maya = seat('maya');
const asked: SessionEvent = {
  name: 'poll-opened',
  poll: 'pol_1',
  question: 'How?',
  options: ['So', 'So so'],
  anonymous: false,
};

function lastWords(state: SessionState): string | undefined {
  return state.notices.at(-1)?.text;
}

function signalled(state: SessionState, signal: Signal): SessionState {
  return reduce(state, { kind: 'signal', frame: { type: 'signal', signal }, at: 0 }) ?? state;
}

describe('the devices of a seat', () => {
  const phone = { device: 1, kind: 'phone', firstUsedAt: at, connected: true } as const;
  const other = { device: 2, firstUsedAt: at, connected: false, lastSeenAt: at } as const;

  it('areReplacedSeatBySeat', () => {
    const both = signalled(given(lead, [maya]), {
      name: 'devices',
      seats: [
        { seat: 'maya', devices: [phone, other] },
        { seat: 'lena', devices: [phone] },
      ],
    });
    const ended = signalled(both, { name: 'devices', seats: [{ seat: 'maya', devices: [other] }] });
    expect(ended.devices).toEqual({ maya: [other], lena: [phone] });
    expect(welcomed(ended, welcome(lead, [lead, maya])).devices).toEqual(ended.devices);
  });

  it('areForgotten_byWhoIsStaffNoMore', () => {
    const known = signalled(given(lead, [maya]), {
      name: 'devices',
      seats: [{ seat: 'maya', devices: [phone] }],
    });
    expect(when(known, { name: 'role-changed', seat: 'lena', role: 'observer' }).devices).toEqual({});
  });

  it('areSaidInWords', () => {
    const now = Date.parse('2026-11-19T12:00:00Z');
    expect(deviceName(phone)).toBe('Device 1, a phone');
    expect(deviceName(other)).toBe('Device 2');
    const day = timeOfDay(at, 'en-GB');
    expect(deviceRemark(phone, now, 'en-GB')).toBe(`Here now. First used at ${day}.`);
    expect(deviceRemark(other, now, 'en-GB')).toBe(`Last here at ${day}. First used at ${day}.`);
    expect(
      deviceRemark({ device: 3, firstUsedAt: at, connected: false }, now + 3 * 86_400_000, 'en-GB'),
    ).toBe(`Not here now. First used on 19 November at ${day}.`);
    expect(deviceRemark({ ...other, signedOut: true }, now, 'en-GB')).toBe(
      'Signed out. Its link still opens.',
    );
  });
});

describe('a poll', () => {
  it('opened_isAskedOfAParticipantInWords', () => {
    const state = when(given(maya, [lead]), asked);
    expect(state.poll).toMatchObject({ question: 'How?', answered: false, voted: 0 });
    expect(lastWords(state)).toContain('Your team asks a question');
  });

  it('answeredByMe_saysSo', () => {
    expect(reduce(when(given(maya), asked), { kind: 'voted' })?.poll?.answered).toBe(true);
  });

  it('withNames_isCountedForStaffAlone', () => {
    const votes: SessionEvent[] = [
      { name: 'poll-voted', poll: 'pol_1', voted: 1, seat: 'maya', choice: 1 },
      { name: 'poll-voted', poll: 'pol_1', voted: 2, seat: 'june', choice: 1 },
    ];
    expect(countSoFar(when(given(lead), asked, ...votes))).toEqual([0, 2]);
    expect(countSoFar(when(given(maya), asked))).toBeUndefined();
  });

  it('anonymous_isANumberAndNoCount', () => {
    const state = when(
      given(lead),
      { ...asked, anonymous: true },
      { name: 'poll-voted', poll: 'pol_1', voted: 4 },
    );
    expect(state.poll).toMatchObject({ voted: 4, votes: {} });
    expect(countSoFar(state)).toBeUndefined();
  });

  it('closedAndShared_leavesItsAnswers', () => {
    const state = when(given(maya), asked, {
      name: 'poll-closed',
      poll: 'pol_1',
      results: [1, 2],
      shared: true,
    });
    expect(state).not.toHaveProperty('poll');
    expect(state.pollResult).toMatchObject({ question: 'How?', results: [1, 2] });
    expect(reduce(state, { kind: 'result-read' })).not.toHaveProperty('pollResult');
  });

  it('closedQuietly_leavesNothingToAParticipant', () => {
    const state = when(given(maya), asked, { name: 'poll-closed', poll: 'pol_1', shared: false });
    expect(state).not.toHaveProperty('poll');
    expect(state).not.toHaveProperty('pollResult');
  });

  it('toldAgainByAResume_keepsThatIAnswered', () => {
    const poll = { poll: 'pol_1', question: 'How?', options: ['So', 'So so'], anonymous: false };
    const state = given(maya, [], { extras: { poll: { ...poll, answered: true } } });
    expect(when(state, asked).poll?.answered).toBe(true);
  });

  it('goneMeanwhile_isGoneAfterAWelcome', () => {
    expect(welcomed(when(given(maya), asked), welcome(maya, [], { seq: 9 }))).not.toHaveProperty('poll');
  });

  it.each([
    ['a participant', maya, true],
    [
      'an observer',
      seat('obi', { role: 'observer', grants: { microphone: false, camera: false, chat: false } }),
      false,
    ],
    ['an observer who may write', seat('obi', { role: 'observer' }), true],
  ])('mayBeAnsweredBy %s: %s', (_who, you, may) => expect(mayAnswer(when(given(you), asked))).toBe(may));

  it('asBars_hasSharesOfAllVotes', () => {
    expect(bars(['a', 'b'], [1, 3])).toEqual([
      { option: 'a', count: 1, percent: 25 },
      { option: 'b', count: 3, percent: 75 },
    ]);
    expect(bars(['a'], [0])[0]?.percent).toBe(0);
  });
});

describe('the hallway', () => {
  const opened: SessionEvent = { name: 'hallway-opened', hallway: 'hal_1', seats: ['rosa'] };
  const rosa = seat('rosa', { place: 'waiting' });

  it('keepsWhereSomebodyCameFrom_untilTheyAreBack', () => {
    const aside = when(given(lead, [rosa]), opened, {
      name: 'seat-moved',
      seat: 'rosa',
      from: 'waiting',
      to: 'hallway:hal_1',
    });
    expect(aside.seats['rosa']).toMatchObject({ place: 'hallway:hal_1', aside: { from: 'waiting' } });
    const back = when(aside, { name: 'seat-moved', seat: 'rosa', from: 'hallway:hal_1', to: 'waiting' });
    expect(back.seats['rosa']).not.toHaveProperty('aside');
  });

  it('isKnownToWhoIsTakenAside_throughTheFreshWelcome', () => {
    const moved = when(given(maya), { name: 'seat-moved', seat: 'maya', from: 'main', to: 'hallway:hal_1' });
    const there = welcomed(moved, welcome(seat('maya', { place: 'hallway:hal_1' }), [lead], { seq: 9 }));
    expect(there.you.aside).toEqual({ from: 'main' });
  });
});

describe("one's own move", () => {
  const to = (place: string): SessionState => {
    const moved = when(given(maya, [lead]), { name: 'seat-moved', seat: 'maya', from: 'main', to: place });
    return welcomed(moved, welcome(seat('maya', { place }), [seat('june', { place })], { seq: 9 }));
  };

  it('toldByAnEventAndThenAWelcome_isSaidOnce_withWhoIsThere', () => {
    const state = to('breakout:b');
    expect(state.notices.map(({ text }) => text)).toEqual([
      'You are in \u2068Small group\u2069 with \u2068june\u2069.',
    ]);
    expect(state).not.toHaveProperty('movedFrom');
  });

  it('backToWaiting_isExplained', () => {
    const moved = when(given(maya, [lead]), {
      name: 'seat-moved',
      seat: 'maya',
      from: 'main',
      to: 'waiting',
    });
    const state = welcomed(moved, welcome(seat('maya', { place: 'waiting' }), [], { seq: 9 }));
    expect(lastWords(state)).toContain('Your team asks you to wait for a moment.');
  });
});

describe('a role that changes', () => {
  const staffState = when(
    given(lead, [
      seat('june', { place: 'breakout:a', name: 'June Park', ref: 'r' }),
      { ...maya, name: 'Maya L' },
    ]),
    { name: 'note', text: 'Came late.' },
    { name: 'alert-raised', alert: { alert: 'alr_1', kind: 'raised', seat: 'maya' } },
  );
  const demoted = when(staffState, { name: 'role-changed', seat: 'lena', role: 'observer' });

  it('fromStaff_forgetsAtOnceWhatStaffSee', () => {
    expect(demoted).toMatchObject({ notes: [], alerts: [], you: { role: 'observer' } });
    expect(Object.keys(demoted.seats).sort()).toEqual(['lena', 'maya']);
    expect(demoted.seats['maya']).not.toHaveProperty('name');
  });

  it('isSaid', () => expect(lastWords(demoted)).toBe('Your part has changed: you are an observer now.'));

  it('isNotUndoneByTheFreshWelcome', () => {
    const after = welcomed(staffState, welcome(seat('lena', { role: 'patient' }), [maya], { seq: 9 }));
    expect(after).toMatchObject({ notes: [], alerts: [] });
  });
});

describe('a lost line with an open alert', () => {
  const state = when(given(lead, [maya]), {
    name: 'seat-connection',
    seat: 'maya',
    connected: false,
    safety: { callback: '555' },
  });

  it('saysWhereToCallAtOnce', () => {
    expect(safetyOf(state, 'maya')).toEqual({ callback: '555' });
    expect(state.notices.at(-1)).toMatchObject({ urgent: true, tone: 'alarm' });
  });

  it('isForgottenWhenTheLineIsBack', () => {
    expect(when(state, { name: 'seat-connection', seat: 'maya', connected: true }).safety).toEqual({});
  });

  it('afterAReload_isFoundInTheCheckIn', () => {
    const reloaded = given(lead, [seat('maya', { connected: false, checkIn: { callback: '777' } })]);
    expect(safetyOf(reloaded, 'maya')).toEqual({ callback: '777' });
  });
});

describe('small events', () => {
  it('aCheckInThatHolds_isMarked', () => {
    const event = { name: 'check-in-completed', seat: 'maya', checkIn: {}, held: true } as const;
    expect(when(given(lead, [maya]), event).seats['maya']?.held).toBe(true);
  });
  it('held_isMarked', () =>
    expect(
      when(given(lead, [maya]), { name: 'seat-held', seat: 'maya', on: true, heldFor: ['identity'] }).seats[
        'maya'
      ],
    ).toMatchObject({ held: true, heldFor: ['identity'] }));
  it('held_isKnownOfOneself', () => {
    const waiting = given(seat('maya', { place: 'waiting' }));
    const held = when(waiting, { name: 'seat-held', seat: 'maya', on: true, heldFor: [] });
    expect(held.you.held).toBe(true);
    expect(when(held, { name: 'seat-held', seat: 'maya', on: false, heldFor: [] }).you.held).toBe(false);
    expect(when(waiting, { name: 'check-in-completed', seat: 'maya', held: true }).you.held).toBe(true);
  });
  it('held_noLonger_hasNoCauseLeft', () => {
    const held = { ...maya, held: true, heldFor: ['form', 'staff'] };
    expect(
      when(given(lead, [held]), { name: 'seat-held', seat: 'maya', on: false, heldFor: [] }).seats['maya'],
    ).toMatchObject({ held: false, heldFor: [] });
  });
  it('held_andAdmitted_hasNoCauseLeft', () => {
    const held = { ...maya, held: true, heldFor: ['staff'] };
    const moved = { name: 'seat-moved', seat: 'maya', to: 'main', who: maya } as const;
    expect(when(given(lead, [held]), moved).seats['maya']?.heldFor).toBeUndefined();
  });
  it('steppedAway_isMarkedOnTheSeatAndOnOneself', () => {
    const state = when(given(seat('maya', { place: 'waiting' })), {
      name: 'stepped-away',
      seat: 'maya',
      on: true,
    });
    expect(state).toMatchObject({ steppedAway: true, you: { steppedAway: true } });
  });
  it('added_isASeat', () =>
    expect(when(given(lead), { name: 'seat-added', who: seat('kofi') }).seats).toHaveProperty('kofi'));
  it('note_isKeptWithItsWriter', () =>
    expect(when(given(lead), { name: 'note', from: 'amir', text: 'Came late.' }).notes).toEqual([
      { id: 2, at, from: 'amir', text: 'Came late.' },
    ]));
  it('sessionChanged_keepsTheCrisisLine', () => {
    const state = given(lead);
    const crisis = { call: '988', text: '988' };
    const before = { ...state, session: { ...state.session, crisis } };
    const after = when(before, { name: 'session-changed', session: { ...state.session, title: 'Evening' } });
    expect(after.session).toMatchObject({ title: 'Evening', crisis });
  });
  it('deniedWithAReason_isShownToOneself', () =>
    expect(
      when(given(maya), { name: 'seat-denied', seat: 'maya', reason: 'Another day.' }).deniedBecause,
    ).toBe('Another day.'));
});

describe('the time of a session', () => {
  const timed = given(maya, [], {
    session: {
      id: 'ses_1',
      title: 'Group',
      startsAt: at,
      endsAt: '2026-11-19T12:30:00Z',
      hardEndsAt: '2026-11-19T13:00:00Z',
      locked: false,
      policy: {},
    },
  });
  const timer = (secondsLeft: number): Signal => ({
    name: 'timer',
    endsAt: '2026-11-19T12:30:00Z',
    hardEndsAt: '2026-11-19T13:00:00Z',
    secondsLeft,
  });

  it.each([
    [300, 'Five minutes are left in this session.'],
    [60, 'One minute is left in this session.'],
    [0, 'This is the planned end. You can finish in calm: the session closes by itself in 30 minutes.'],
  ])('at %i seconds it is said politely', (left, words) => {
    const state = signalled(timed, timer(left));
    expect(lastWords(state)).toBe(words);
    expect(state.notices.at(-1)?.urgent).toBe(false);
  });

  it('extended_movesTheHardEndWithIt', () => {
    const state = when(timed, { name: 'session-extended', minutes: 15, endsAt: '2026-11-19T12:45:00Z' });
    expect(Date.parse(state.session.hardEndsAt ?? '')).toBe(Date.parse('2026-11-19T13:15:00Z'));
    expect(lastWords(state)).toBe('The session was made 15 minutes longer.');
  });
});

describe('on the way', () => {
  it('isMarkedUntilLanded', () => {
    const way: Signal = { name: 'landing', seat: 'maya', place: 'main', landed: false };
    const moving = signalled(given(lead, [maya]), way);
    expect(moving.seats['maya']?.landing).toBe(true);
    expect(signalled(moving, { ...way, landed: true }).seats['maya']).not.toHaveProperty('landing');
  });
});

describe('choosing a room', () => {
  const breakouts = { mode: 'self-select', rooms: [] };
  it.each([
    ['a participant in the main room', given(maya, [], { extras: { breakouts } }), true],
    ['staff', given(lead, [], { extras: { breakouts } }), false],
    ['rooms that close', given(maya, [], { extras: { breakouts: { ...breakouts, closing: true } } }), false],
    ['rooms of a plan', given(maya, [], { extras: { breakouts: { mode: 'manual', rooms: [] } } }), false],
    [
      'somebody in a hallway',
      given(seat('maya', { place: 'hallway:hal_1' }), [], { extras: { breakouts } }),
      false,
    ],
  ])('%s: %s', (_who, state, may) => expect(canChoose(state)).toBe(may));
});
