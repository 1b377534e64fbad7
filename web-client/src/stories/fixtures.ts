import type { MediaView } from '../media/studio';
import type { Grants, LedgerEntry, Role, Seat, Session } from '../protocol/frames';
import type { Intents } from '../session/intents';
import type { SessionState } from '../session/state';
import type { RoomModel } from '../views/model';
import { faceTrack, faces } from './faces';

/** Invented people of an invented program. */
export const now = Date.parse('2026-11-19T11:24:00Z');
const minute = 60_000;

export function at(minutes: number): string {
  return new Date(now + minutes * minute).toISOString();
}

export const session: Session = {
  id: 'ses_1',
  title: 'Skills group',
  kind: 'group',
  state: 'live',
  startsAt: at(-24),
  endsAt: at(66),
  startedAt: at(-24),
  durationMinutes: 90,
  capacity: 12,
  locked: false,
  hardEndsAt: at(96),
  policy: { checkIn: 'required', share: 'request', chat: 'everyone', reactions: true, overrunMinutes: 30 },
  crisis: { call: '988', text: '988' },
};

export const allowed: Grants = { microphone: true, camera: true, chat: true };

const names: Readonly<Record<string, string>> = {
  lena: 'Lena Ortiz',
  amir: 'Amir Haddad',
  june: 'June Park',
  dev: 'Dev Rao',
  noor: 'Noor Aziz',
  sam: 'Sam Okoro',
  eli: 'Eli Novak',
  tomas: 'Tomas Brandt',
  maya: 'Maya Lindqvist',
  rosa: 'Rosa Delgado',
  kofi: 'Kofi Mensah',
  priya: 'Priya Shah',
  ana: 'Ana Lopez',
};

export function seat(id: string, change: Partial<Seat> = {}): Seat {
  const name = names[id] ?? id;
  const role: Role = id === 'lena' ? 'facilitator' : id === 'amir' ? 'cofacilitator' : 'patient';
  return {
    id,
    role,
    place: 'main',
    name,
    ref: `ref-${id}`,
    displayName: name.split(' ')[0] ?? name,
    connected: true,
    grants: allowed,
    held: false,
    ...change,
  };
}

export function stateOf(you: Seat, seats: readonly Seat[], change: Partial<SessionState> = {}): SessionState {
  return {
    seq: 42,
    you,
    session,
    seats: Object.fromEntries(seats.map((one) => [one.id, one])),
    reactions: {},
    weakLines: [],
    lostSince: {},
    waitingSince: {},
    presenters: {},
    shareRequests: [],
    shareRequested: false,
    steppedAway: false,
    breakouts: { kind: 'none' },
    roomNames: { 'breakout:a': 'Room A', 'breakout:b': 'Room B', 'breakout:c': 'Room C' },
    help: [],
    alerts: [],
    safety: {},
    devices: {
      dev: [
        { device: 1, kind: 'phone', firstUsedAt: at(-31), connected: false, lastSeenAt: at(-4) },
        { device: 2, kind: 'computer', firstUsedAt: at(-25), connected: true },
        { device: 4, firstUsedAt: at(-2900), connected: false },
        { device: 5, kind: 'tablet', firstUsedAt: at(-20), connected: false, signedOut: true },
      ],
    },
    claims: [],
    claimsKnown: 0,
    notes: [],
    messages: [],
    unreadMessages: 0,
    attendance: [],
    clockSteps: [],
    notices: [],
    ...change,
  };
}

const tracks = new Map<string, MediaStreamTrack>();

export function cameraOf(id: string): MediaStreamTrack {
  const known = tracks.get(id) ?? faceTrack(id);
  tracks.set(id, known);
  return known;
}

export function mediaOf(own: string, state: SessionState, change: Partial<MediaView> = {}): MediaView {
  const others = Object.keys(state.seats).filter((id) => id !== own && faces[id] !== undefined);
  const quiet = new Set(['dev', 'noor', 'tomas', 'amir']);
  return {
    // Any live track will do: nothing listens to it here.
    microphone: change.microphoneWanted === true ? { kind: 'on', track: cameraOf(own) } : { kind: 'off' },
    camera: { kind: 'on', track: cameraOf(own) },
    microphoneWanted: false,
    cameraWanted: true,
    choice: {},
    devices: { microphones: [], cameras: [] },
    remote: Object.fromEntries(others.map((id) => [id, { camera: cameraOf(id), microphone: cameraOf(id) }])),
    told: {},
    saveData: false,
    lessAsked: false,
    audioOnly: false,
    flow: Object.fromEntries(others.map((id) => [id, { microphone: !quiet.has(id), camera: true }])),
    line: 'good',
    pictures: true,
    passage: 'open',
    lineLow: false,
    ...change,
  };
}

/** A hand that does nothing and agrees to everything. */
export const still: Intents = {
  command: () => Promise.resolve({ kind: 'ack', held: [] }),
  openDevices: () => Promise.resolve(),
  askToJoin: () => Promise.resolve(undefined),
  stepAway: () => Promise.resolve(),
  draft: () => ({
    consent: true,
    location: '214 Alder Street, Apt 3, Tacoma',
    callback: '(253) 555-0148',
    contact: 'Ines (sister), (253) 555-0172',
    forms: { phq9: [0, 1, 0, 1, 0, 0, 1, 0, 0], gad7: [1, 0, 1] },
    consents: [{ consent: 'cns_1', version: 2, language: 'en' }],
  }),
  keepDraft: () => undefined,
  wantMicrophone: () => Promise.resolve(),
  wantCamera: () => Promise.resolve(),
  saveData: () => Promise.resolve(),
  chooseDevices: () => Promise.resolve(),
  share: () => Promise.resolve(),
  stopSharing: () => Promise.resolve(),
  leave: () => Promise.resolve(),
  tryNow: () => undefined,
  readMessages: () => undefined,
  vote: () => Promise.resolve({ kind: 'ack', held: [] }),
  readResult: () => undefined,
  takeScreenOver: () => Promise.resolve(),
  endSoon: () => undefined,
  keepOpen: () => undefined,
  trustLead: () => undefined,
  calls: {
    soundsOn: () => true,
    wantSounds: () => undefined,
    notifications: () => 'off',
    wantNotifications: () => Promise.resolve(),
  },
};

export function modelOf(state: SessionState, media: Partial<MediaView> = {}): RoomModel {
  return {
    state,
    line: { kind: 'open' },
    media: mediaOf(state.you.id, state, media),
    now,
    locale: 'en-GB',
    intents: still,
  };
}

export function ledger(): LedgerEntry[] {
  const entry = (id: string, minutes: number, ...pieces: [string, number, number?][]): LedgerEntry => ({
    seat: id,
    presentSeconds: minutes * 60,
    creditedMinutes: minutes,
    lateSeconds: 0,
    leftEarlySeconds: 0,
    intervals: pieces.map(([place, from, to]) => ({
      place,
      from: at(from),
      ...(to === undefined ? {} : { to: at(to) }),
    })),
  });
  return [
    entry('lena', 24, ['main', -24]),
    entry('amir', 24, ['main', -24]),
    entry('june', 24, ['main', -24, -14], ['breakout:b', -14, -6], ['main', -6]),
    entry('dev', 22, ['main', -22, -14], ['breakout:c', -14, -6], ['main', -6]),
    entry('noor', 24, ['main', -24, -14], ['breakout:a', -14, -6], ['main', -6]),
    entry('sam', 23, ['main', -24, -14], ['breakout:a', -14, -9], ['hallway:1', -9, -6], ['main', -5]),
    entry('eli', 24, ['main', -24, -14], ['breakout:b', -14, -6], ['main', -6]),
    entry('tomas', 17, ['main', -24, -19], ['main', -15, -14], ['breakout:c', -14, -8], ['main', -6]),
    entry('maya', 24, ['main', -24]),
  ];
}

export const group: readonly Seat[] = [
  seat('lena'),
  seat('june'),
  seat('dev'),
  seat('noor', { hand: { order: 1 } }),
  seat('sam', { hand: { order: 2 } }),
  seat('eli'),
  seat('tomas'),
  seat('maya', { hand: { order: 3 } }),
];
