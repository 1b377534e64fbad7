import { html, type TemplateResult } from 'lit';
import type { HealthSummary, Seat } from '../protocol/frames';
import type { RoomModel } from '../views/model';
import type { Question } from '../views/question';
import { at, group, ledger, modelOf, now, seat, session, stateOf } from './fixtures';

/** The screens of whoever leads, from invented people. */

const waiting = [
  seat('rosa', {
    place: 'waiting',
    held: true,
    queue: { position: 1 },
    checkIn: {
      completedAt: at(-6),
      location: '88 Pine St, Olympia',
      callback: '(360) 555-0119',
      contact: 'Luis (husband) 555-0133',
      scores: { phq9: { total: 11, band: 'moderate', item9: 1 }, gad7: { total: 6, band: 'mild' } },
    },
  }),
  seat('kofi', {
    place: 'waiting',
    held: true,
    heldFor: ['identity'],
    queue: { position: 2 },
    checkIn: { completedAt: at(-2), location: 'Lacey', callback: '(360) 555-0188', contact: 'Ama 555-0101' },
  }),
];

export function lead(change: Parameters<typeof stateOf>[2] = {}, seats: readonly Seat[] = group): RoomModel {
  const you = seat('lena');
  const all = [...seats, seat('amir'), ...waiting, seat('priya', { place: 'away', connected: false })];
  return modelOf(
    stateOf(you, all, {
      speaking: 'june',
      weakLines: ['tomas'],
      attendance: ledger(),
      waitingSince: { rosa: at(-4), kofi: at(-1) },
      alerts: [{ alert: 'alr_1', kind: 'raised', seat: 'sam', at: new Date(now - 40_000).toISOString() }],
      shareRequests: ['june'],
      ...change,
    }),
    { microphoneWanted: true },
  );
}

export const rooms = [
  { id: 'a', place: 'breakout:a', name: 'Room A', seats: ['noor', 'sam'] },
  {
    id: 'b',
    place: 'breakout:b',
    name: 'Room B',
    seats: ['june', 'eli', 'maya'],
    task: 'Take turns, two minutes each: one early sign that told you this week was getting heavy, and one thing that helped a little. It is fine to pass.',
  },
  { id: 'c', place: 'breakout:c', name: 'Room C', seats: ['dev', 'tomas', 'amir'] },
];
export const open = {
  kind: 'open',
  closing: false,
  rooms,
  closesAt: new Date(now + 462_000).toISOString(),
} as const;
export const inRooms = group.map((one) => {
  const room = rooms.find(({ seats }) => seats.includes(one.id));
  return room === undefined ? one : { ...one, place: room.place };
});
export const plan = { mode: 'manual', seconds: 600, rooms };

const room = (model: RoomModel): TemplateResult => html`<ar-staff-room .model=${model}></ar-staff-room>`;
const asked = (question: Question, change: Parameters<typeof stateOf>[2] = {}): TemplateResult =>
  html`<ar-staff-room .model=${lead({ alerts: [], ...change })} .question=${question}></ar-staff-room>`;
const checkedIn = group.map((one) =>
  one.id === 'sam'
    ? {
        ...one,
        checkIn: {
          completedAt: at(-30),
          location: '12 Harbor Ave, Tacoma',
          callback: '(253) 555-0110',
          contact: 'Ada (mother) 555-0151',
          scores: { phq9: { total: 9, band: 'mild', item9: 0 }, gad7: { total: 12, band: 'moderate' } },
        },
      }
    : one,
);
const poll = {
  poll: 'pol_1',
  question: 'How heavy is today for you?',
  options: ['Lighter than last week', 'About the same', 'Heavier than last week'],
  anonymous: false,
  answered: false,
  voted: 3,
  votes: { june: 0, dev: 1, noor: 1 },
};
const rules = {
  pods: [{ name: 'Harbor', refs: ['ref-june', 'ref-dev'] }],
  keepApart: [['ref-eli', 'ref-june']],
  pairWith: [['ref-noor', 'ref-dev']],
};

/** A line on which one hears and sees that it is thin. */
const thin: HealthSummary = {
  line: 'weak',
  rttMs: 640,
  lossUp: 2.5,
  lossDown: 9.1,
  estimateKbps: 280,
  audio: { concealedPercent: 6 },
  video: { height: 180, fps: 9, frozenPercent: 12 },
  path: 'relay',
};

export const staffStories: Readonly<Record<string, () => TemplateResult>> = {
  facilitator: () => room(lead()),
  'facilitator-quiet': () => room(lead({ alerts: [], shareRequests: [] }, [seat('lena')])),
  'facilitator-claims': () =>
    html`<ar-staff-room
      .model=${lead({
        alerts: [],
        shareRequests: [],
        claims: [
          { claim: 1, seat: 'sam', kind: 'phone', askedAt: at(-1) },
          { claim: 2, seat: 'june' },
        ],
      })}
      tab="needs"
    ></ar-staff-room>`,
  'facilitator-needs': () => html`<ar-staff-room .model=${lead()} tab="needs"></ar-staff-room>`,
  'facilitator-people': () =>
    html`<ar-staff-room
      .model=${lead(
        {},
        group.map((one) => (one.id === 'tomas' ? { ...one, health: thin, lessAsked: true } : one)),
      )}
      tab="people"
    ></ar-staff-room>`,
  planner: () =>
    html`<ar-staff-room
      .model=${lead({ breakouts: { kind: 'planned', plan } })}
      tab="breakouts"
    ></ar-staff-room>`,
  'breakouts-open': () =>
    html`<ar-staff-room
      .model=${lead({ breakouts: open, alerts: [], help: [{ breakout: 'b', seat: 'june', at: new Date(now - 40_000).toISOString() }], lostSince: { tomas: new Date(now - 20_000).toISOString() } }, inRooms)}
      tab="breakouts"
    ></ar-staff-room>`,
  attendance: () =>
    html`<ar-staff-room
      .model=${lead({
        clockSteps: [
          { at: at(-12), millis: 3_600_000 },
          { at: at(-10), millis: -30_000 },
        ],
      })}
      tab="attendance"
    ></ar-staff-room>`,
  'facilitator-dropped': () =>
    room(
      lead(
        {
          lostSince: {
            sam: new Date(now - 20_000).toISOString(),
            tomas: new Date(now - 5_000).toISOString(),
          },
          alerts: [
            {
              alert: 'alr_1',
              kind: 'raised',
              seat: 'sam',
              note: 'I would like to talk to someone',
              at: new Date(now - 90_000).toISOString(),
            },
          ],
          presenters: { main: 'dev' },
        },
        checkedIn.map((one) => {
          if (one.id === 'dev') return { ...one, lease: { until: new Date(now + 300_000).toISOString() } };
          return one.id === 'sam' || one.id === 'tomas' ? { ...one, connected: false } : one;
        }),
      ),
    ),
  'facilitator-help': () =>
    room(
      lead(
        {
          alerts: [],
          breakouts: open,
          help: [
            { breakout: 'b', seat: 'june', at: new Date(now - 40_000).toISOString() },
            { breakout: 'a', seat: 'noor', at: new Date(now - 10_000).toISOString() },
          ],
        },
        inRooms.map((one) => (one.id === 'eli' ? { ...one, landing: true } : one)),
      ),
    ),
  'facilitator-hallway': () => {
    const place = 'hallway:1';
    const you = seat('lena', { place, aside: { from: 'main' } });
    const seats = group.map((one) =>
      one.id === 'lena' ? you : one.id === 'sam' ? { ...one, place, aside: { from: 'main' } } : one,
    );
    return room(modelOf(stateOf(you, seats, { attendance: ledger() }), { microphoneWanted: true }));
  },
  'facilitator-polls': () =>
    html`<ar-staff-room .model=${lead({ alerts: [] })} tab="people" side="polls"></ar-staff-room>`,
  'facilitator-poll-open': () =>
    html`<ar-staff-room .model=${lead({ alerts: [], poll })} tab="people" side="polls"></ar-staff-room>`,
  'facilitator-chat': () =>
    html`<ar-staff-room
      .model=${lead({ messages: [{ id: 1, at: at(-2), from: 'maya', to: 'staff', text: 'I may step away soon.' }] })}
      tab="people"
      side="chat"
    ></ar-staff-room>`,
  'facilitator-encrypted': () => {
    const model = lead({ alerts: [], session: { ...session, e2ee: 'required' } });
    const words = ['burden', 'mad', 'ocean', 'tube', 'bid'];
    return room({
      ...model,
      keys: { kind: 'sealed', lead: { seat: 'lena', key: 'a key' }, words, without: [] },
    });
  },
  'facilitator-encrypted-notes': () =>
    html`<ar-staff-room
      .model=${lead({ session: { ...session, e2ee: 'required' } })}
      tab="notes"
    ></ar-staff-room>`,
  'facilitator-notes': () =>
    html`<ar-staff-room
      .model=${lead({
        notes: [
          { id: 1, at: at(-12), from: 'amir', text: 'Tomas came late, bus. Will stay after the group.' },
          {
            id: 2,
            at: at(-3),
            from: 'lena',
            text: 'Sam quiet today. Talk in the hallway after the exercise.',
          },
        ],
      })}
      tab="notes"
    ></ar-staff-room>`,
  'facilitator-overrun': () => {
    const over = { ...session, startsAt: at(-94), startedAt: at(-94), endsAt: at(-4), hardEndsAt: at(26) };
    return room(lead({ alerts: [], shareRequests: [], session: over }));
  },
  'ask-safety': () =>
    html`<ar-staff-room
      .model=${lead({}, checkedIn)}
      .question=${{ kind: 'safety', seat: 'sam' }}
    ></ar-staff-room>`,
  'ask-deny': () => asked({ kind: 'deny', seat: 'kofi' }),
  'ask-remove': () => asked({ kind: 'remove', seat: 'dev' }),
  'ask-to-waiting': () => asked({ kind: 'to-waiting', seat: 'dev' }),
  'ask-hallway': () => asked({ kind: 'hallway', seat: 'sam' }),
  'ask-role': () => asked({ kind: 'role', seat: 'dev' }),
  'ask-devices': () => asked({ kind: 'seat-devices', seat: 'dev' }),
  'ask-no-devices': () => asked({ kind: 'seat-devices', seat: 'sam' }),
  'ask-end-device': () => {
    const model = lead({ alerts: [] });
    const content = html`<ar-seat-devices .model=${model} seat="dev" asked="1"></ar-seat-devices>`;
    return html`${room(model)}<ar-dialog open heading="Devices of Dev Rao" .content=${content}></ar-dialog>`;
  },
  'ask-write': () => asked({ kind: 'write', seat: 'dev' }),
  'ask-settings': () => asked({ kind: 'devices' }),
  'ask-settings-denied': () => {
    const model = lead({ alerts: [] });
    const calls = { ...model.intents.calls, notifications: () => 'denied' as const };
    const intents = { ...model.intents, calls };
    return html`<ar-staff-room
      .model=${{ ...model, intents }}
      .question=${{ kind: 'devices' }}
    ></ar-staff-room>`;
  },
  'ask-extend': () => asked({ kind: 'extend' }),
  'ask-tell': () => asked({ kind: 'tell' }),
  'planner-rules': () =>
    html`<ar-staff-room
      .model=${lead({ session: { ...session, breakouts: rules }, breakouts: { kind: 'planned', plan } })}
      tab="breakouts"
    ></ar-staff-room>`,
  'planner-choice': () =>
    html`<div class="page staff">
      <main class="tool">
        <ar-breakout-planner .model=${lead()} mode="self-select"></ar-breakout-planner>
      </main>
    </div>`,
};
