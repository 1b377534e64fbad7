import '@fontsource-variable/atkinson-hyperlegible-next';
import { html, type TemplateResult } from 'lit';
import '../styles/index.css';
import type { nothing } from 'lit';
import type { Seat } from '../protocol/frames';
import { screen } from '../views/app';
import { closedDoor } from '../views/endings';
import { ArElement, define } from '../views/element';
import { landing } from '../views/landing';
import type { RoomModel } from '../views/model';
import { screenTrack } from './faces';
import { at, group, ledger, modelOf, now, seat, stateOf } from './fixtures';

const maya = seat('maya', { hand: { order: 3 } });
const longName = 'Wilhelmina '.repeat(20).trim();

function patientRoom(change: Parameters<typeof stateOf>[2] = {}, seats: readonly Seat[] = group): RoomModel {
  return modelOf(stateOf(maya, seats, { speaking: 'lena', weakLines: ['tomas'], ...change }));
}

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
      phq9Item9: 1,
    },
  }),
  seat('kofi', {
    place: 'waiting',
    queue: { position: 2 },
    checkIn: { completedAt: at(-2), location: 'Lacey', callback: '(360) 555-0188', contact: 'Ama 555-0101' },
  }),
];

function lead(change: Parameters<typeof stateOf>[2] = {}, seats: readonly Seat[] = group): RoomModel {
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

const rooms = [
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
const open = {
  kind: 'open',
  closing: false,
  rooms,
  closesAt: new Date(now + 462_000).toISOString(),
} as const;
const inRooms = group.map((one) => {
  const room = rooms.find(({ seats }) => seats.includes(one.id));
  return room === undefined ? one : { ...one, place: room.place };
});
const plan = { mode: 'manual', seconds: 600, rooms };

function breakout(): RoomModel {
  const you = seat('maya', { place: 'breakout:b' });
  return modelOf(
    stateOf(you, [seat('june', { place: 'breakout:b' }), seat('eli', { place: 'breakout:b' }), you], {
      speaking: 'june',
      breakouts: open,
    }),
    { microphoneWanted: true },
  );
}

function shared(own: boolean): RoomModel {
  const presenter = own ? 'maya' : 'june';
  const lease = { until: new Date(now + 370_000).toISOString() };
  const seats = group.map((one) => {
    const { hand, ...rest } = one;
    return one.id === presenter ? { ...rest, lease } : rest;
  });
  const you = seats.find(({ id }) => id === 'maya') ?? maya;
  const state = stateOf(you, seats, { speaking: 'lena', presenters: { main: presenter } });
  const model = modelOf(state, own ? { screen: screenTrack() } : {});
  if (own) return model;
  const remote = { ...model.media.remote, june: { ...model.media.remote['june'], screen: screenTrack() } };
  return { ...model, media: { ...model.media, remote } };
}

const away = seat('maya', { place: 'away', checkInRequired: 'required' });
const waits = seat('maya', { place: 'waiting' });
const message = {
  id: 1,
  at: at(-28),
  text: 'Good morning, all. We will start letting people in at 11. Get some water if you can.',
};
const nothingToDo = (): void => undefined;
const show = (model: RoomModel): TemplateResult => screen(model, nothingToDo);
const ended = (code: 'ended' | 'removed' | 'denied' | 'replaced' | 'left' | 'expired'): TemplateResult =>
  show(modelOf(stateOf(maya, [], { ending: { code } })));

const preparation = (step: 'devices' | 'check-in'): TemplateResult =>
  html`<ar-preparation
    .model=${modelOf(stateOf(away, []), { microphoneWanted: true })}
    step=${step}
    .meter=${0.6}
  ></ar-preparation>`;

const extra = ['amir', 'rosa', 'kofi', 'ana', 'priya'].map((id) => seat(id));

const stories: Readonly<Record<string, () => TemplateResult>> = {
  landing: () =>
    landing({
      title: 'Skills group',
      links: [
        { label: 'Lena Ortiz', role: 'facilitator', url: '/' },
        { label: 'Maya Lindqvist', role: 'patient', url: '/' },
        { label: 'Sam Okoro', role: 'patient', url: '/' },
        { label: 'June Park', role: 'patient', url: '/' },
      ],
      portal: '/',
    }),
  'no-link': () => closedDoor('no-link'),
  refused: () => closedDoor('refused'),
  unreachable: () => closedDoor('unreachable'),
  devices: () => preparation('devices'),
  'check-in': () => preparation('check-in'),
  'go-in': () =>
    html`<ar-preparation
      .model=${modelOf(stateOf(seat('lena', { place: 'away' }), []), { microphoneWanted: true })}
      .meter=${0.6}
    ></ar-preparation>`,
  'waiting-room': () =>
    show(
      modelOf(
        stateOf(waits, [], { queue: { position: 1, estimatedWaitSeconds: 180 }, messages: [message] }),
        { microphoneWanted: true },
      ),
    ),
  'waiting-held': () => show(modelOf(stateOf({ ...waits, held: true }, [], { queue: { position: 1 } }))),
  'waiting-stepped-away': () =>
    show(modelOf(stateOf(waits, [], { queue: { position: 3 }, steppedAway: true }))),
  room: () => show(patientRoom()),
  'room-1': () => show(patientRoom({ speaking: 'maya' }, [maya])),
  'room-2': () => show(patientRoom({}, [seat('lena'), maya])),
  'room-3': () => show(patientRoom({}, [seat('lena'), seat('june'), maya])),
  'room-5': () => show(patientRoom({}, group.slice(0, 4).concat(maya))),
  'room-12': () => show(patientRoom({}, [...group, ...extra.slice(0, 4)])),
  'room-long-names': () =>
    show(
      patientRoom({}, [
        seat('lena', { displayName: longName, name: longName }),
        seat('june', { displayName: '<b>June</b> & 🌻', hand: { order: 1 } }),
        seat('dev', { displayName: 'ديفيد راو', connected: false }),
        maya,
      ]),
    ),
  'room-chosen-to-share': () => {
    const you = { ...maya, lease: { until: new Date(now + 590_000).toISOString() } };
    return show(modelOf(stateOf(you, [seat('lena'), seat('june'), you], { speaking: 'lena' })));
  },
  'room-muted-by-staff': () => {
    const you = seat('maya', { grants: { microphone: false, camera: true, chat: true } });
    const text = 'Your team turned your microphone off. Raise your hand when you want to speak.';
    return show(
      modelOf(
        stateOf(you, [seat('lena'), seat('june'), you], {
          speaking: 'lena',
          notices: [{ id: 1, at: Date.now() + 1e9, tone: 'attention', urgent: false, text }],
        }),
      ),
    );
  },
  shared: () => show(shared(false)),
  'sharing-own': () => show(shared(true)),
  breakout: () => show(breakout()),
  facilitator: () => show(lead()),
  'facilitator-quiet': () => show(lead({ alerts: [], shareRequests: [] }, [seat('lena')])),
  'facilitator-needs': () => html`<ar-staff-room .model=${lead()} tab="needs"></ar-staff-room>`,
  'facilitator-people': () => html`<ar-staff-room .model=${lead()} tab="people"></ar-staff-room>`,
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
  attendance: () => html`<ar-staff-room .model=${lead()} tab="attendance"></ar-staff-room>`,
  reconnecting: () =>
    html`<div class="screen" inert>${show(patientRoom())}</div>
      <ar-reconnect-card .model=${patientRoom()} .seconds=${12}></ar-reconnect-card>`,
  diagnosis: () =>
    html`<ar-diagnosis
      address="/"
      origin="https://rooms.harborday.example"
      .storage=${false}
    ></ar-diagnosis>`,
  ended: () => ended('ended'),
  left: () => ended('left'),
  removed: () => ended('removed'),
  denied: () => ended('denied'),
  replaced: () => ended('replaced'),
  expired: () => ended('expired'),
};

/** Shows the story that `?story=` names, or a list of all of them. */
class Story extends ArElement {
  protected override render(): TemplateResult | typeof nothing {
    const asked = new URLSearchParams(window.location.search);
    const theme = asked.get('theme');
    if (theme !== null) document.documentElement.dataset['theme'] = theme;
    const story = stories[asked.get('story') ?? ''];
    if (story !== undefined) return html`<div class="screen">${story()}</div>`;
    return html`<main>
      <h1>Stories</h1>
      <ul>
        ${Object.keys(stories).map((name) => html`<li><a href=${`?story=${name}`}>${name}</a></li>`)}
      </ul>
    </main>`;
  }
}

define('ar-story', Story);
