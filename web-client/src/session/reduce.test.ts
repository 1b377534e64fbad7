import { describe, expect, it } from 'vitest';
import type { EventFrame, SessionEvent } from '../protocol/frames';
import { at, given, seat, welcome, when } from '../../test/session/given';
import { reduce, type Input } from './reduce';
import type { SessionState } from './state';
import { hands, placeName, seatsIn, waitingSeats } from './state';

const grants = { microphone: true, camera: true, chat: true };
const lead = seat('lena', { role: 'facilitator' });
const maya = seat('maya');

const recent: readonly EventFrame[] = [
  { seq: 3, event: { name: 'message' as const, from: 'maya', text: 'Hello' } },
  { seq: 4, event: { name: 'note' as const, from: 'lena', text: 'Call on Thursday' } },
  { seq: 5, event: { name: 'message' as const, from: 'maya', text: 'Anew' } },
].map((each) => ({ type: 'event' as const, at: '2026-11-19T11:30:00Z', ...each }));

describe('a welcome', () => {
  it('fromNothing_isTheWholeState', () => {
    expect(given(lead, [seat('june')]).seats).toMatchObject({
      june: { place: 'main' },
      lena: { role: 'facilitator' },
    });
  });

  it('toWaiting_showsNobody', () => {
    expect(given(seat('maya', { place: 'waiting' }), []).seats).toEqual({});
  });

  it('afterAMove_replacesSeatsAndKeepsMessages', () => {
    const before = when(given(maya, [lead]), { name: 'message', from: 'lena', text: 'Hello' });
    const after = reduce(before, {
      kind: 'welcome',
      welcome: welcome({ ...maya, place: 'breakout:b' }, [seat('june', { place: 'breakout:b' })], { seq: 9 }),
      at: 0,
      microphoneOn: true,
    });
    expect(Object.keys(after?.seats ?? {}).sort()).toEqual(['june', 'maya']);
    expect(after?.messages).toHaveLength(1);
    expect(after?.notices.at(-1)?.text).toContain('with \u2068june\u2069');
  });

  it('toAPageThatWasLoadedAgain_bringsMessagesAndNotes_asNoNews', () => {
    const after = reduce(undefined, {
      kind: 'welcome',
      welcome: { ...welcome(lead, [maya], { seq: 9 }), recent },
      at: 0,
      microphoneOn: true,
    });
    expect(after?.messages.map(({ id, text }) => [id, text])).toEqual([
      [3, 'Hello'],
      [5, 'Anew'],
    ]);
    expect(after?.notes.map(({ text }) => text)).toEqual(['Call on Thursday']);
    expect([after?.unreadMessages, after?.notices, after?.seq]).toEqual([0, [], 9]);
  });

  it('withMessagesThatAreKnown_bringsTheOthersInTheirOrder', () => {
    const before = reduce(given(lead, [maya]), {
      kind: 'event',
      frame: { type: 'event', seq: 5, at: '2026-11-19T11:30:00Z', event: { name: 'message', text: 'Anew' } },
      at: 0,
    });
    const after = reduce(before, {
      kind: 'welcome',
      welcome: { ...welcome(lead, [maya], { seq: 9 }), recent },
      at: 0,
      microphoneOn: true,
    });
    expect(after?.messages.map(({ id }) => id)).toEqual([3, 5]);
    expect(after?.unreadMessages).toBe(2);
  });

  it('resumed_keepsTheNumberSoThatMissedEventsStillCount', () => {
    const before = given(maya, [lead], { seq: 5 });
    const resumed = reduce(before, {
      kind: 'welcome',
      welcome: welcome(maya, [lead], { seq: 8, resumed: true }),
      at: 0,
      microphoneOn: true,
    });
    expect(resumed?.seq).toBe(5);
  });

  it('toAPatientInANewPlace_forgetsWhoPresentedInTheOldOne', () => {
    const before = when(given(maya, [lead]), { name: 'share-started', seat: 'lena', place: 'main' });
    const after = reduce(before, {
      kind: 'welcome',
      welcome: welcome({ ...maya, place: 'breakout:b' }, []),
      at: 0,
      microphoneOn: true,
    });
    expect(after?.presenters).toEqual({});
  });

  it('admitted_saysWhetherTheMicrophoneIsOn', () => {
    const before = given(seat('maya', { place: 'waiting' }));
    const input = (microphoneOn: boolean): Input => ({
      kind: 'welcome',
      welcome: welcome(maya, [lead]),
      at: 0,
      microphoneOn,
    });
    expect(reduce(before, input(false))?.notices.at(-1)?.text).toBe(
      'You are in the group now. Your microphone is off.',
    );
    expect(reduce(before, input(true))?.notices.at(-1)?.text).toContain('is on');
  });
});

describe('an event', () => {
  it('withAnOldNumber_changesNothing', () => {
    const state = given(maya, [lead], { seq: 7 });
    const frame: EventFrame = {
      type: 'event',
      seq: 7,
      at,
      event: { name: 'hand-changed', seat: 'maya', on: true },
    };
    expect(reduce(state, { kind: 'event', frame, at: 0 })).toBe(state);
  });

  it('ofANewerServer_countsAndMeansNothing', () => {
    const state = when(given(maya), { name: 'unknown', wireName: 'confetti' });
    expect(state.seq).toBe(2);
  });

  const table: readonly (readonly [
    string,
    SessionState,
    SessionEvent[],
    (state: SessionState) => unknown,
    unknown,
  ])[] = [
    [
      'someoneEntersMyPlace',
      given(maya, [lead]),
      [{ name: 'seat-moved', seat: 'june', to: 'main', who: seat('june') }],
      (s) => seatsIn(s, 'main').map(({ id }) => id),
      ['lena', 'june', 'maya'],
    ],
    [
      'someoneLeavesMyPlace',
      given(maya, [lead, seat('june')]),
      [{ name: 'seat-moved', seat: 'june', from: 'main' }],
      (s) => seatsIn(s, 'main').map(({ id }) => id),
      ['lena', 'maya'],
    ],
    [
      'staffSeeWhoWaits',
      given(lead, []),
      [
        {
          name: 'seat-moved',
          seat: 'rosa',
          from: 'away',
          to: 'waiting',
          who: seat('rosa', { place: 'waiting' }),
        },
      ],
      (s) => waitingSeats(s).map(({ id }) => id),
      ['rosa'],
    ],
    [
      'ownMoveOfAPatientHidesTheOldPlace',
      given(maya, [lead, seat('june')]),
      [{ name: 'seat-moved', seat: 'maya', from: 'main', to: 'breakout:b' }],
      (s) => Object.keys(s.seats),
      ['maya'],
    ],
    [
      'handsKeepTheOrderOfAsking',
      given(maya, [lead, seat('june')]),
      [
        { name: 'hand-changed', seat: 'june', on: true },
        { name: 'hand-changed', seat: 'maya', on: true },
      ],
      (s) => hands(s, 'main').map(({ id }) => id),
      ['june', 'maya'],
    ],
    [
      'handLowered',
      given(seat('maya', { hand: { order: 1 } })),
      [{ name: 'hand-changed', seat: 'maya', on: false }],
      (s) => s.you.hand,
      undefined,
    ],
    [
      'mutedByStaff',
      given(maya),
      [{ name: 'grants-changed', seat: 'maya', grants: { ...grants, microphone: false } }],
      (s) => [s.you.grants.microphone, s.notices.at(-1)?.tone],
      [false, 'attention'],
    ],
    [
      'roleChanged',
      given(maya),
      [{ name: 'role-changed', seat: 'maya', role: 'cofacilitator' }],
      (s) => s.you.role,
      'cofacilitator',
    ],
    [
      'shareAskedAndDenied',
      given(lead, [maya]),
      [
        { name: 'share-requested', seat: 'maya' },
        { name: 'share-denied', seat: 'maya' },
      ],
      (s) => s.shareRequests,
      [],
    ],
    [
      'shareGranted',
      given(maya),
      [
        { name: 'share-requested', seat: 'maya' },
        { name: 'share-granted', seat: 'maya', until: at },
      ],
      (s) => [s.you.lease, s.shareRequested],
      [{ until: at }, false],
    ],
    [
      'shareStarted',
      given(maya, [lead]),
      [{ name: 'share-started', seat: 'lena' }],
      (s) => s.presenters,
      { main: 'lena' },
    ],
    [
      'shareRevoked',
      given(seat('maya', { lease: { until: at } })),
      [
        { name: 'share-started', seat: 'maya' },
        { name: 'share-ended', seat: 'maya', reason: 'revoked', leaseEnded: true },
      ],
      (s) => [s.presenters, s.you.lease],
      [{ main: null }, undefined],
    ],
    [
      'shareStoppedKeepsTheLease',
      given(seat('maya', { lease: { until: at } })),
      [{ name: 'share-ended', seat: 'maya', reason: 'stopped', leaseEnded: false }],
      (s) => s.you.lease,
      { until: at },
    ],
    [
      'someoneElsesEndDoesNotEndTheRunningShare',
      given(maya, [lead]),
      [
        { name: 'share-started', seat: 'lena' },
        { name: 'share-ended', seat: 'june', leaseEnded: true },
      ],
      (s) => s.presenters,
      { main: 'lena' },
    ],
    [
      'helpAskedAndAnswered',
      given(lead),
      [
        { name: 'help-asked', breakout: 'b' },
        { name: 'help-answered', breakout: 'b' },
      ],
      (s) => s.help,
      [],
    ],
    [
      'alertIsForStaffAndUrgent',
      given(lead, [maya]),
      [{ name: 'alert-raised', alert: { alert: 'alr_1', kind: 'raised', seat: 'maya' } }],
      (s) => [s.alerts.length, s.notices.at(-1)?.urgent],
      [1, true],
    ],
    [
      'lineLostIsKept',
      given(lead, [maya]),
      [{ name: 'seat-connection', seat: 'maya', connected: false }],
      (s) => Object.keys(s.lostSince),
      ['maya'],
    ],
    [
      'lineBack',
      given(lead, [maya]),
      [
        { name: 'seat-connection', seat: 'maya', connected: false },
        { name: 'seat-connection', seat: 'maya', connected: true },
      ],
      (s) => s.lostSince,
      {},
    ],
    [
      'breakoutsCloseAndTheirNamesStay',
      given(lead),
      [
        {
          name: 'breakouts-opened',
          breakouts: { rooms: [{ id: 'b', place: 'breakout:b', name: 'Room B', seats: [] }] },
        },
        { name: 'breakouts-closed' },
      ],
      (s) => [s.breakouts.kind, placeName(s, 'breakout:b')],
      ['none', 'Room B'],
    ],
    ['lock', given(lead), [{ name: 'session-locked', on: true }], (s) => s.session.locked, true],
    [
      'started',
      given(lead),
      [{ name: 'session-started' }],
      (s) => [s.session.state, s.session.startedAt],
      ['live', at],
    ],
    [
      'ownMessageIsNotUnread',
      given(maya),
      [{ name: 'message', from: 'maya', text: 'x' }],
      (s) => s.unreadMessages,
      0,
    ],
  ];

  it.each(table)('%s', (_name, before, events, look, expected) => {
    expect(look(when(before, ...events))).toEqual(expected);
  });

  it('joinsAndLeavesOfOthers_areNeverSaid', () => {
    const state = when(
      given(maya, [lead]),
      { name: 'seat-moved', seat: 'june', to: 'main', who: seat('june') },
      { name: 'seat-moved', seat: 'june', from: 'main' },
    );
    expect(state.notices).toEqual([]);
  });
});
