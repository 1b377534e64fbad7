import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode } from '../session/features';
import { encode } from './codec';
import type { Command } from './frames';

const folder = new URL('./golden/', import.meta.url);

function frame(name: string): ReturnType<typeof decode> {
  return decode(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
}

describe('what staff are told', () => {
  it('aSeat_hasWhereItCameFromItsLineAndItsScores', () => {
    expect(frame('welcome-staff')).toMatchObject({
      session: {
        hardEndsAt: '2026-11-19T13:24:00Z',
        policy: { overrunMinutes: 30, idleMinutes: { staff: 15, patients: 0 } },
        breakouts: { pods: [{ name: 'Harbor', refs: ['ref-1', 'ref-2'] }], keepApart: [['ref-1', 'ref-3']] },
      },
      seats: [
        {
          ref: 'ref-1',
          aside: { from: 'waiting' },
          landing: true,
          steppedAway: true,
          queue: { position: 1, since: '2026-11-19T11:24:00Z' },
          health: { line: 'weak', rttMs: 640, lossUp: 9 },
          checkIn: { scores: { phq9: { total: 11, item9: 1 }, gad7: { band: 'mild' } } },
        },
      ],
      extras: {
        plan: { latecomers: 'planned' },
        poll: { poll: 'pol_1', answered: false, voted: 2 },
        alerts: [{ kind: 'phq9-item9', raisedAt: '2026-11-19T11:24:00Z' }],
      },
    });
  });

  it('aLostLineWithAnOpenAlert_carriesWhereToCall', () => {
    expect(frame('event-seat-connection-safety')).toMatchObject({
      event: { connected: false, safety: { callback: '(253) 555-0148', location: 'Tacoma' } },
    });
    expect(frame('event-seat-connection')).not.toHaveProperty('event.safety');
  });

  it('aVote_isACountAndOnlyWithNamesASeat', () => {
    expect(frame('event-poll-voted')).toMatchObject({ event: { voted: 3 } });
    expect(frame('event-poll-voted')).not.toHaveProperty('event.seat');
    expect(frame('event-poll-voted-named')).toMatchObject({ event: { seat: 'sea_1', choice: 2 } });
  });
});

describe('a closed poll', () => {
  it.each([
    ['event-poll-closed-staff', { results: [1, 0, 2], shared: false }],
    ['event-poll-closed-shared', { results: [1, 0, 2], shared: true }],
    ['event-poll-closed', { shared: false }],
  ])('%s is read', (name, event) => expect(frame(name)).toMatchObject({ event }));

  it('withACountBelowZero_isRefused', () => {
    const raw =
      '{"type":"event","seq":1,"at":"x","name":"poll-closed","data":{"poll":"pol_1","results":[-1]}}';
    expect(() => decode(raw)).toThrow(/a count/u);
  });
});

describe('signals', () => {
  it('timer_hasBothEnds', () => {
    expect(frame('signal-timer')).toMatchObject({ signal: { secondsLeft: 300, name: 'timer' } });
  });

  it('health_isReadFromAnySmallObject', () => {
    expect(frame('signal-health')).toMatchObject({
      signal: {
        health: {
          line: 'weak',
          rttMs: 640,
          lossDown: 2.5,
          estimateKbps: 280,
          video: { fps: 14 },
          path: 'relay',
        },
      },
    });
    const strange =
      '{"type":"signal","name":"health","data":{"seat":"sea_1","battery":"low","rttMs":-1,"video":{"fps":"many"},"path":"/"}}';
    expect(decode(strange)).toEqual({
      type: 'signal',
      signal: { name: 'health', seat: 'sea_1', health: { line: 'good' } },
    });
  });

  it('devices_haveNumbersAndWhatIsKnownOfThem', () => {
    expect(frame('signal-devices')).toEqual({
      type: 'signal',
      signal: {
        name: 'devices',
        seats: [
          {
            seat: 'sea_1',
            devices: [
              {
                device: 1,
                kind: 'phone',
                firstUsedAt: '2026-11-19T11:00:00Z',
                connected: false,
                lastSeenAt: '2026-11-19T11:20:00Z',
              },
              { device: 3, firstUsedAt: '2026-11-19T11:10:00Z', connected: true },
              { device: 4, firstUsedAt: '2026-11-19T11:15:00Z', connected: false, signedOut: true },
            ],
          },
          { seat: 'sea_2', devices: [] },
        ],
      },
    });
    const strange =
      '{"type":"signal","name":"devices","data":{"seats":[{"seat":"sea_1","devices":[{"device":1,"kind":"fridge","firstUsedAt":"x","connected":true}]}]}}';
    expect(decode(strange)).not.toHaveProperty('signal.seats.0.devices.0.kind');
  });

  it('claims_sayWhichSeatIsAskedFor_andByWhat', () => {
    expect(frame('signal-claims')).toEqual({
      type: 'signal',
      signal: {
        name: 'claims',
        claims: [
          { claim: 1, seat: 'sea_1', kind: 'phone', askedAt: '2026-11-19T11:00:00Z' },
          { claim: 2, seat: 'sea_2' },
        ],
      },
    });
    expect(frame('claim-waiting')).toEqual({ type: 'claim', state: 'waiting' });
    expect(frame('claim-allowed')).toEqual({ type: 'claim', state: 'allowed', token: 'a3.token' });
  });

  it('landing_saysWhereSomebodyIsExpected', () => {
    expect(frame('signal-landing')).toMatchObject({
      signal: { seat: 'sea_1', place: 'breakout:brk_1', landed: false },
    });
  });
});

describe('the absence of every bridge', () => {
  it('isOneWord', () => {
    expect(frame('signal-media')).toMatchObject({ signal: { name: 'media', available: false } });
  });
});

describe('every command of the contract', () => {
  const empty = {};
  const commands: readonly Command[] = [
    {
      name: 'checkIn',
      args: {
        consent: true,
        location: 'Tacoma',
        callback: '1',
        contact: '2',
        forms: { phq9: [0, 1, 2, 3, 0, 0, 0, 0, 1], gad7: [0, 0, 0, 1, 2, 3, 0] },
      },
    },
    { name: 'knock', args: empty },
    { name: 'stepAway', args: { on: true } },
    { name: 'leave', args: { forget: true } },
    { name: 'admit', args: { seats: ['sea_1'] } },
    { name: 'admitAll', args: empty },
    { name: 'deny', args: { seats: ['sea_1'], reason: 'Another group.' } },
    { name: 'hold', args: { seats: ['sea_1'], on: true } },
    { name: 'sendToWaiting', args: { seat: 'sea_1', reason: 'A call.' } },
    { name: 'remove', args: { seat: 'sea_1', ban: true } },
    { name: 'endDevice', args: { seat: 'sea_1', device: 2 } },
    { name: 'answerClaim', args: { claim: 1, allow: true } },
    { name: 'messageWaiting', args: { text: 'Soon.', seats: ['sea_1'] } },
    { name: 'start', args: empty },
    { name: 'lock', args: { on: true } },
    { name: 'extend', args: { minutes: 15 } },
    { name: 'end', args: {} },
    { name: 'changeRole', args: { seat: 'sea_1', role: 'interpreter' } },
    { name: 'mute', args: { seat: 'sea_1' } },
    { name: 'muteAll', args: empty },
    { name: 'stopCamera', args: { seat: 'sea_1' } },
    { name: 'askForLess', args: { seat: 'sea_1', on: true } },
    { name: 'declineLess', args: empty },
    { name: 'allow', args: { seat: 'sea_1', what: 'chat' } },
    { name: 'disallow', args: { seat: 'sea_1', what: 'chat' } },
    { name: 'raiseHand', args: { on: true } },
    { name: 'requestShare', args: empty },
    { name: 'grantShare', args: { seat: 'sea_1', seconds: 600, takeOver: true } },
    { name: 'denyShare', args: { seat: 'sea_1' } },
    { name: 'revokeShare', args: { seat: 'sea_1' } },
    { name: 'startShare', args: empty },
    { name: 'stopShare', args: empty },
    {
      name: 'planBreakouts',
      args: {
        mode: 'self-select',
        rooms: [{ name: 'Room A', limit: 4 }],
        seconds: 600,
        latecomers: 'stay',
        keepApart: [['sea_1', 'sea_2']],
        pairWith: [['sea_3', 'sea_4']],
      },
    },
    { name: 'openBreakouts', args: empty },
    { name: 'extendBreakouts', args: { seconds: 120 } },
    { name: 'closeBreakouts', args: { countdownSeconds: 60 } },
    { name: 'assign', args: { seat: 'sea_1', to: 'main' } },
    { name: 'goTo', args: { place: 'main' } },
    { name: 'broadcast', args: { text: 'Two minutes.' } },
    { name: 'askForHelp', args: empty },
    { name: 'answerHelp', args: { breakout: 'brk_1' } },
    { name: 'hallway', args: { seats: ['sea_1', 'sea_2'] } },
    { name: 'returnFromHallway', args: empty },
    { name: 'chat', args: { to: 'staff', text: 'Hello' } },
    { name: 'openPoll', args: { question: 'How?', options: ['So', 'So so'], anonymous: true } },
    { name: 'vote', args: { choice: 1 } },
    { name: 'closePoll', args: { share: true } },
    { name: 'raiseAlert', args: { note: 'Please call' } },
    { name: 'acknowledgeAlert', args: { alert: 'alr_1' } },
    { name: 'note', args: { text: 'Came late.' } },
    { name: 'reportHealth', args: { summary: { line: 'good', rttMs: 40, lossUp: 0 } } },
  ];

  it.each(commands.map((command) => [command.name, command] as const))('%s is written flat', (_, command) => {
    const written = JSON.parse(encode({ type: 'command', id: 'c1', ...command })) as unknown;
    expect(written).toEqual({ type: 'command', id: 'c1', ...command });
  });
});
