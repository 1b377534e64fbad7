import { html, nothing, type TemplateResult } from 'lit';
import type { SessionState } from '../session/state';
import { crisisShort } from './crisis';
import { door, mark } from './drawings';
import { icon } from './icon';
import { isStaff, type Crisis } from '../protocol/frames';

interface Words {
  readonly heading: string;
  readonly text: string;
  readonly back?: string;
}

/** The screen after the room: thanks, whom to call, and a way back where there is one. */
export function ending(state: SessionState, comeBack: () => void): TemplateResult {
  const words = wordsFor(state);
  return html`<div class="page ending">
    <header class="bar">
      ${mark()}<span class="bar-title"><bdi>${state.session.title}</bdi></span>
    </header>
    <main id="main">
      ${door()}
      <h1 tabindex="-1">${words.heading}</h1>
      <p class="ending-text">${words.text}</p>
      ${isStaff(state.you.role) ? nothing : callCard(state.session.crisis)}
      ${
        words.back === undefined
          ? nothing
          : html`<p class="ending-back">
              <button type="button" class="button filled wide" @click=${comeBack}>
                ${icon('arrow-left')} ${words.back}
              </button>
            </p>`
      }
    </main>
  </div>`;
}

export function callCard(crisis: Crisis | undefined): TemplateResult {
  return html`<dl class="card call-card">
    <div>
      ${icon('heart')}
      <dt>If today stirred something up</dt>
      <dd><bdi>${capital(crisisShort(crisis))}</bdi>, any time</dd>
    </div>
  </dl>`;
}

const takenOver = [
  'Your place is on another device now',
  'Your team let another device take your place with your link. If that is not you, call your program: they can give the place back to you.',
] as const;

type Code = NonNullable<SessionState['ending']>['code'];

const ourFault: Words = {
  heading: 'Something on our side did not work',
  text: 'Your place is kept. You can try again.',
  back: 'Try again',
};

/** What is said of each end but the planned one. */
const endings: Readonly<Partial<Record<Code, (state: SessionState) => Words>>> = {
  left: () => ({
    heading: 'You have left the room',
    text: 'This browser keeps nothing of it. You can come back as long as it is open: open your link again. Nobody needs a reason.',
  }),
  removed: ({ session }) => ({
    heading: 'Your part in this session has ended',
    text: `Your team has ended your part in this session. They will call you at the number you gave. If you need someone now: ${crisisShort(session.crisis)}.`,
  }),
  denied: ({ deniedBecause }) => ({
    heading: 'Not this time',
    text: `Your team cannot let you into this session. Call your program and we will sort it out together.${
      deniedBecause === undefined ? '' : ` They wrote: ⁨${deniedBecause}⁩`
    }`,
  }),
  replaced: () => ({
    heading: 'You are on another device now',
    text: 'You joined from another device, so this one has stepped out.',
    back: 'Use this device instead',
  }),
  revoked: ({ session }) => ({
    heading: 'This link was taken back',
    text: `Your program can send you a new one. If you need someone now: ${crisisShort(session.crisis)}.`,
  }),
  'signed-out': () => ({
    heading: 'You were signed out here',
    text: 'Nobody had used this page for a while, so we closed it, and this browser keeps nothing of it. Your place is kept: open your link again to come back.',
  }),
  'taken-over': () => ({ heading: takenOver[0], text: takenOver[1] }),
  protocol: () => ourFault,
  expired: () => ourFault,
};

function wordsFor(state: SessionState): Words {
  const { ending: end, session, you } = state;
  const known = end === undefined ? undefined : endings[end.code];
  if (known !== undefined) return known(state);
  const group = session.kind === 'group' || session.kind === undefined;
  return {
    heading: group ? "Today's group has ended" : 'The session has ended',
    text:
      you.displayName === ''
        ? 'Thank you for being here.'
        : `Thank you for being here, \u2068${you.displayName}\u2069.`,
  };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What is said where there is no session to show. */
const doors = {
  incomplete: [
    'A part of the link is missing',
    'Open it straight from the message, or copy all of it: it ends in # and a long row of letters and numbers.',
  ],
  refused: [
    'This link does not open a session any more',
    'Your program can send you a new one. If you opened it on another device before, it still opens there.',
  ],
  'signed-out': [
    'You are signed out here',
    'This browser keeps nothing of your session. To come back, open your link again: it is in the message from your program.',
  ],
  asking: [
    'Your team has to say that this is you',
    'Your link is in use on another device, and it keeps your place until then. Your team sees that you ask here. You can wait, or go on with the other device.',
  ],
  denied: [
    'Not this time',
    'Your team cannot let you into this session. Call your program and we will sort it out together.',
  ],
  'taken-over': takenOver,
  'cannot-encrypt': [
    'This browser cannot keep this session private',
    'Sound and picture of this session are end-to-end encrypted, and this browser cannot do that. Open your link in a newer one: Chrome or Edge from 141 on, Firefox from 117, Safari from 15.4. Your place is kept.',
  ],
  unreachable: ['We cannot reach the room yet', 'We keep trying. You do not need to do anything.'],
  joining: ['One moment', 'We are finding your seat.'],
  'check-in-opening': ['One moment', 'We are finding your check-in.'],
  'check-in-refused': [
    'This link does not open a check-in any more',
    'If you saw our thanks here, your answers have arrived, and there is nothing more to do. If not, your program can send you a new link.',
  ],
  'check-in-unreachable': [
    'We cannot reach your check-in yet',
    'We keep trying. You do not need to do anything.',
  ],
  'no-link': [
    'The room before the room',
    'Open the link that your program sent you. It brings you to your seat.',
  ],
} as const;

type Door = keyof typeof doors;

/** Where somebody stands who may need somebody now. */
const callsFor: readonly Door[] = ['refused', 'check-in-refused', 'asking', 'denied'];

/** Screens for before there is a session: a spent link, an engine that does not answer, the first moment. */
export function closedDoor(kind: Door): TemplateResult {
  const words = doors[kind];
  return html`<div class="page ending">
    <header class="bar">${mark()}<span class="bar-title">Anteroom</span></header>
    <main id="main">
      ${door()}
      <h1 tabindex="-1">${words[0]}</h1>
      <p class="ending-text" role="status">${words[1]}</p>
      ${callsFor.includes(kind) ? html`<p class="note">If you are not safe right now, call your local emergency number.</p>` : nothing}
    </main>
  </div>`;
}
