import '@fontsource-variable/atkinson-hyperlegible-next';
import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import '../styles/index.css';
import type { nothing } from 'lit';
import type { Seat } from '../protocol/frames';
import { screen } from '../views/app';
import { closedDoor } from '../views/endings';
import { ArElement, define } from '../views/element';
import { landing } from '../views/landing';
import type { RoomModel } from '../views/model';
import type { RoomDialog } from '../views/room-dialogs';
import '../views/still-here';
import { screenTrack } from './faces';
import { at, group, modelOf, now, seat, session, stateOf } from './fixtures';
import { checkInStories } from './check-in';
import { open, staffStories } from './staff';

const maya = seat('maya', { hand: { order: 3 } });
const longName = 'Wilhelmina '.repeat(20).trim();

function patientRoom(change: Parameters<typeof stateOf>[2] = {}, seats: readonly Seat[] = group): RoomModel {
  return modelOf(stateOf(maya, seats, { speaking: 'lena', weakLines: ['tomas'], ...change }));
}

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
const ended = (
  code: 'ended' | 'removed' | 'denied' | 'replaced' | 'revoked' | 'left' | 'expired' | 'signed-out',
): TemplateResult => show(modelOf(stateOf(maya, [], { ending: { code } })));

const question = {
  poll: 'pol_1',
  question: 'How heavy is today for you?',
  options: ['Lighter than last week', 'About the same', 'Heavier than last week'],
  anonymous: true,
  answered: false,
  voted: 0,
  votes: {},
};
const offered = {
  kind: 'open',
  mode: 'self-select',
  closing: false,
  closesAt: new Date(now + 600_000).toISOString(),
  rooms: [
    {
      id: 'a',
      place: 'breakout:a',
      name: 'Breathing',
      seats: [],
      limit: 4,
      task: 'Ten quiet minutes, led by Amir.',
    },
    { id: 'b', place: 'breakout:b', name: 'Talking', seats: [], limit: 4, free: 2 },
    { id: 'c', place: 'breakout:c', name: 'Drawing', seats: [], limit: 3, free: 0 },
  ],
} as const;
const inRoom = (dialog: RoomDialog, change: Parameters<typeof stateOf>[2]): TemplateResult =>
  html`<ar-room .model=${patientRoom(change)} dialog=${dialog}></ar-room>`;

const asked = [
  {
    consent: 'cns_1',
    version: 2,
    name: 'Groups by video',
    texts: {
      en: 'I know that a group by video cannot keep what I say from whoever is in the room with somebody else.',
      es: 'Sé que un grupo por video no puede guardar lo que digo de quien esté con otra persona.',
    },
  },
  {
    consent: 'cns_2',
    version: 1,
    name: 'Your family at the session',
    texts: { es: 'Mi familia puede tomar parte.\nLo puedo cambiar.' },
  },
];
const agreed = {
  completedAt: at(-20),
  consents: [
    { consent: 'cns_1', version: 2, language: 'en', acceptedAt: at(-20) },
    { consent: 'cns_2', version: 1, language: 'es', acceptedAt: at(-20), withdrawnAt: at(-1) },
  ],
};

const preparation = (step: 'devices' | 'check-in', dialog: 'none' | 'questions' = 'none'): TemplateResult =>
  html`<ar-preparation
    .model=${modelOf(stateOf(away, []), { microphoneWanted: true })}
    step=${step}
    dialog=${dialog}
    .meter=${0.6}
  ></ar-preparation>`;

/** A session without cameras, as its policy says. */
function audioOnly(you: Seat, seats: readonly Seat[], change: Parameters<typeof stateOf>[2] = {}): RoomModel {
  const state = stateOf(you, seats, {
    session: { ...session, policy: { ...session.policy, video: 'off' } },
    ...change,
  });
  return modelOf(state, { audioOnly: true, camera: { kind: 'idle' }, microphoneWanted: true });
}

const sealedSession = { ...session, e2ee: 'required' as const };
const sealedWords = ['burden', 'mad', 'ocean', 'tube', 'bid'];

/** A session that is encrypted from page to page, as its keys stand. */
function sealed(
  keys: Partial<NonNullable<RoomModel['keys']>>,
  change: Parameters<typeof stateOf>[2] = {},
): RoomModel {
  const lead = { seat: 'lena', key: 'a key' };
  return {
    ...patientRoom({ session: sealedSession, ...change }),
    keys: { kind: 'sealed', lead, words: sealedWords, without: [], ...keys },
  };
}

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
  incomplete: () => closedDoor('incomplete'),
  unreachable: () => closedDoor('unreachable'),
  ...checkInStories,
  asking: () => closedDoor('asking'),
  'denied-asking': () => closedDoor('denied'),
  'taken-over': () => closedDoor('taken-over'),
  devices: () => preparation('devices'),
  'check-in': () => preparation('check-in'),
  'check-in-consents': () =>
    html`<ar-preparation
      .model=${modelOf(stateOf(away, [], { consents: asked }), { microphoneWanted: true })}
      step="check-in"
      .meter=${0.6}
    ></ar-preparation>`,
  'own-consents': () => inRoom('devices', { you: { ...maya, checkIn: agreed }, consents: asked }),
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
  'room-barred': () => {
    const room = patientRoom();
    return show({ ...room, media: { ...room.media, remote: {}, flow: {}, told: {}, passage: 'barred' } });
  },
  'room-asked-for-less': () => {
    const you = { ...maya, lessAsked: true };
    const room = modelOf(stateOf(you, group, { speaking: 'lena', weakLines: ['maya'] }));
    const paused = { camera: { paused: true, why: 'wish' } } as const;
    const told = Object.fromEntries(Object.keys(room.media.remote).map((id) => [id, paused]));
    return show({ ...room, media: { ...room.media, line: 'weak', lessAsked: true, told } });
  },
  'room-audio-only': () => show(audioOnly(maya, group, { speaking: 'lena' })),
  'devices-audio-only': () =>
    html`<ar-preparation .model=${audioOnly(away, [])} .meter=${0.6}></ar-preparation>`,
  'waiting-audio-only': () => show(audioOnly(waits, [], { queue: { position: 2 } })),
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
  'breakout-closing': () => {
    const { state, ...rest } = breakout();
    const closesAt = new Date(now + 42_000).toISOString();
    return show({ ...rest, state: { ...state, breakouts: { ...open, closing: true, closesAt } } });
  },
  'hallway-participant': () => {
    const you = seat('maya', { place: 'hallway:1', aside: { from: 'main' } });
    return show(modelOf(stateOf(you, [seat('lena', { place: 'hallway:1' }), you], { speaking: 'lena' })));
  },
  questionnaires: () => preparation('check-in', 'questions'),
  'poll-question': () => inRoom('poll', { poll: question }),
  'poll-banner': () => show(patientRoom({ poll: question })),
  'poll-answered': () => show(patientRoom({ poll: { ...question, answered: true } })),
  'poll-results': () => inRoom('poll', { pollResult: { ...question, results: [4, 2, 0], shared: true } }),
  'choose-banner': () => show(patientRoom({ breakouts: offered })),
  'choose-room': () => inRoom('choose', { breakouts: offered }),
  support: () => inRoom('support', {}),
  'near-the-end': () =>
    show(patientRoom({ session: { ...session, endsAt: new Date(now + 252_000).toISOString() } })),
  'room-chat': () =>
    html`<ar-room
      .model=${patientRoom({
        session: { ...session, policy: { ...session.policy, privateChat: true } },
        messages: [
          { id: 1, at: at(-3), from: 'lena', to: 'place', text: 'We take turns, two minutes each.' },
          { id: 2, at: at(-2), from: 'maya', to: 'staff', text: 'I may step away at half past.' },
          { id: 3, at: at(-1), from: 'lena', to: 'maya', text: 'That is fine. Come back whenever you like.' },
        ],
      })}
      chat-open
    ></ar-room>`,
  ...staffStories,
  reconnecting: () =>
    html`<div class="screen" inert>${show(patientRoom())}</div>
      <ar-reconnect-card .model=${patientRoom()} .seconds=${12}></ar-reconnect-card>`,
  diagnosis: () =>
    html`<ar-diagnosis
      address="/"
      origin="https://rooms.harborday.example"
      .storage=${false}
    ></ar-diagnosis>`,
  'diagnosis-microphone': () =>
    html`<ar-diagnosis
      device="microphone"
      .address=${'/'}
      .origin=${'https://rooms.example'}
    ></ar-diagnosis>`,
  ended: () => ended('ended'),
  left: () => ended('left'),
  removed: () => ended('removed'),
  denied: () => ended('denied'),
  'denied-because': () =>
    show(
      modelOf(
        stateOf(maya, [], {
          ending: { code: 'denied' },
          deniedBecause: 'Today is for people who began last week. We see you on Tuesday.',
        }),
      ),
    ),
  replaced: () => ended('replaced'),
  revoked: () => ended('revoked'),
  expired: () => ended('expired'),
  'signed-out': () => ended('signed-out'),
  'signed-out-before': () => closedDoor('signed-out'),
  encrypted: () => show(sealed({ without: ['tomas'] })),
  'encrypted-waiting': () => show(sealed({ kind: 'waiting' })),
  'encrypted-doubt': () => show(sealed({ kind: 'doubtful' })),
  'encrypted-not-lead': () => show(sealed({ kind: 'doubtful', lead: { seat: 'maya', key: 'a key' } })),
  'encrypted-broken': () => show(sealed({ kind: 'broken' })),
  'encrypted-chat': () => html`<ar-room .model=${sealed({})} chat-open></ar-room>`,
  'encrypted-check-in': () =>
    html`<ar-preparation
      .model=${modelOf(stateOf(away, [], { session: sealedSession }), { microphoneWanted: true })}
      step="check-in"
      .meter=${0.6}
    ></ar-preparation>`,
  'cannot-encrypt': () => closedDoor('cannot-encrypt'),
  'still-here': () =>
    html`${show(modelOf(stateOf(waits, [], { queue: { position: 2 }, messages: [message] })))}
      <ar-still-here open .secondsLeft=${42}></ar-still-here>`,
};

/**
 * Shows the story that `?story=` names, or a list of all of them. Whoever changes the address and says `popstate` gets
 * another one without loading the page anew; `data-shown` names it once it is drawn.
 */
class Story extends ArElement {
  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('popstate', this.changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('popstate', this.changed);
  }

  private readonly changed = (): void => this.requestUpdate();

  protected override updated(): void {
    // What is inside draws itself after this.
    requestAnimationFrame(() => {
      this.dataset['shown'] = window.location.search;
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const asked = new URLSearchParams(window.location.search);
    const theme = asked.get('theme');
    if (theme !== null) document.documentElement.dataset['theme'] = theme;
    const story = stories[asked.get('story') ?? ''];
    if (story !== undefined) {
      return html`${keyed(window.location.search, html`<div class="screen">${story()}</div>`)}`;
    }
    return html`<main>
      <h1>Stories</h1>
      <ul>
        ${Object.keys(stories).map((name) => html`<li><a href=${`?story=${name}`}>${name}</a></li>`)}
      </ul>
    </main>`;
  }
}

define('ar-story', Story);
