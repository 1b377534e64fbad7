import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { cameraOn, microphoneOn } from '../media/own-state';
import { nameOf } from '../session/state';
import { timeOfDay } from '../session/time';
import { noticeBanner } from './banners';
import { crisisLine } from './crisis';
import { deviceSettings, devicesWords } from './device-settings';
import { door, mark } from './drawings';
import { ArElement, define } from './element';
import { icon } from './icon';
import type { RoomModel } from './model';
import './dialog';
import './grounding';
import './own-consents';
import './self-view';

/** The quiet room: where one is in the order, how long it may take, and nothing to do. */
export class WaitingRoom extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @state() private choosing = false;

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    const { state: session, intents } = model;
    return html`<div class="page waiting">
      <header class="bar">
        ${mark()}<span class="bar-title"><bdi>${session.session.title}</bdi></span>
        <span class="bar-when"
          >${timeOfDay(session.session.startsAt, model.locale)} to
          ${timeOfDay(session.session.endsAt, model.locale)}</span
        >
        <button type="button" class="button text" @click=${() => void intents.leave()}>Leave</button>
      </header>
      ${noticeBanner(model)}
      <main id="main">
        ${order(model)}
        <aside class="waiting-side" aria-label="While you wait">
          ${this.messages(model)}
          <ar-grounding></ar-grounding>
          ${this.self(model)}
        </aside>
      </main>
      <ar-dialog
        .heading=${devicesWords(model.media)}
        .content=${html`${deviceSettings(model.media, intents)}<ar-own-consents .model=${model}></ar-own-consents>`}
        ?open=${this.choosing}
        @closed=${() => (this.choosing = false)}
      ></ar-dialog>
    </div>`;
  }

  private messages({ state: session, locale }: RoomModel): TemplateResult | typeof nothing {
    const last = session.messages.slice(-3);
    if (last.length === 0) return nothing;
    return html`<div class="team-messages" role="log" aria-label="Messages from your team">
      ${last.map(
        (message) =>
          html`<div class="team-message">
            ${icon('message')}
            <p>
              <b>Your team</b> <time class="figures">${timeOfDay(message.at, locale)}</time><br /><bdi
                >${message.text}</bdi
              >
            </p>
          </div>`,
      )}
    </div>`;
  }

  private self({ media, intents }: RoomModel): TemplateResult {
    return html`<div class="waiting-self">
      <ar-self-view .camera=${media.camera} ?audio-only=${media.audioOnly}></ar-self-view>
      <div class="waiting-toggles">
        <button
          type="button"
          class="button outlined"
          aria-label=${microphoneOn(media) ? 'Mute' : 'Unmute'}
          @click=${() => void intents.wantMicrophone(!microphoneOn(media))}
        >
          ${icon(microphoneOn(media) ? 'mic' : 'mic-off')}
          <span class="wide-words">${microphoneOn(media) ? 'Mute' : 'Unmute'}</span>
        </button>
        ${media.audioOnly ? nothing : cameraToggle(media, intents)}
        <button
          type="button"
          class="button outlined square"
          aria-label=${`${devicesWords(media)} settings`}
          @click=${() => (this.choosing = true)}
        >
          ${icon('settings')}
        </button>
      </div>
    </div>`;
  }
}

/** Where one is in the order, and the way to step out of it for a moment. */
function order(model: RoomModel): TemplateResult {
  const { state: session, intents } = model;
  const stepped = session.steppedAway || session.you.place === 'away';
  return html`<section class="waiting-door">
    ${door()}
    <p class="chip well">${icon('check')} Your team knows you are here</p>
    <h1 tabindex="-1">${stepped ? 'Take your time' : positionWords(model)}</h1>
    <p class="waiting-time" role="status">
      ${stepped ? 'Your place in the line is kept.' : timeWords(model)}
    </p>
    <button type="button" class="button outlined step-away" @click=${() => void intents.stepAway(!stepped)}>
      ${icon('cup')} ${stepped ? 'I am back' : 'Step away for a moment'}
    </button>
    ${crisisLine(session.session.crisis)}
  </section>`;
}

function cameraToggle(media: RoomModel['media'], intents: RoomModel['intents']): TemplateResult {
  const seen = cameraOn(media);
  return html`<button
    type="button"
    class="button outlined"
    aria-label=${seen ? 'Stop camera' : 'Start camera'}
    @click=${() => void intents.wantCamera(!seen)}
  >
    ${icon(seen ? 'camera' : 'camera-off')}
    <span class="wide-words">${seen ? 'Stop camera' : 'Start camera'}</span>
  </button>`;
}

const talkFirst = 'Someone from your team will talk with you first';

/** What a screen reader says of the order: of who is held, no number, which would promise a turn. */
export function orderWords({ you, queue }: RoomModel['state']): string {
  if (you.held) return `${talkFirst}.`;
  return queue === undefined ? '' : `You are number ${queue.position}.`;
}

function positionWords({ state }: RoomModel): TemplateResult | string {
  if (state.you.held) return talkFirst;
  const position = state.queue?.position ?? state.you.queue?.position;
  const name = state.you.displayName === '' ? nothing : html`, <bdi>${nameOf(state.you)}</bdi>`;
  if (position === undefined) return html`You are in the waiting room${name}`;
  if (position <= 1) return html`You are next${name}`;
  const before = position - 1;
  return html`${before === 1 ? 'One person is' : `${before} people are`} before you${name}`;
}

function timeWords({ state }: RoomModel): string {
  if (state.you.held) return 'It is a normal part of some days. You will hear a soft chime.';
  const seconds = state.queue?.estimatedWaitSeconds;
  const chime = 'You will hear a soft chime when it is your turn.';
  if (seconds === undefined) return chime;
  if (seconds < 60) return `Less than a minute. ${chime}`;
  const minutes = Math.round(seconds / 60);
  return `About ${minutes} minute${minutes === 1 ? '' : 's'}. ${chime}`;
}

define('ar-waiting-room', WaitingRoom);
