import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { letterOf, nameOf, placeName, roomOf, seatsIn } from '../session/state';
import { sentenceList } from '../session/sentences';
import { clockFigures, secondsLeft, timeOfDay, weekday } from '../session/time';
import { banners } from './banners';
import { chatAllowed } from './chat';
import {
  cameraControl,
  canShareHere,
  control,
  handControl,
  microphoneControl,
  shareControl,
} from './controls';
import { crisisLine } from './crisis';
import { deviceSettings } from './device-settings';
import { mark } from './drawings';
import { ArElement, define } from './element';
import { handQueue } from './hands';
import { icon } from './icon';
import { letterBadge, toneOf, type MenuItem } from './menu';
import type { RoomModel } from './model';
import './chat';
import './dialog';
import './menu';
import './sound';
import './stage';

const narrow = window.matchMedia('(max-width: 759px)');

/** The room for everybody who does not lead it: the group, or a breakout with its task and its time. */
export class Room extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @state() private dialog: 'none' | 'support' | 'told' | 'devices' = 'none';
  @state() private chatOpen = false;
  @state() private asked = false;
  @state() private narrow = narrow.matches;

  override connectedCallback(): void {
    super.connectedCallback();
    narrow.addEventListener('change', this.resized);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    narrow.removeEventListener('change', this.resized);
  }

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    const breakout = model.state.you.place.startsWith('breakout:');
    return html`<div class="page room ${breakout ? 'in-breakout' : ''}">
      ${breakout ? this.breakoutHeader(model) : this.header(model)}
      <section class="panel" aria-label="What happens now">${banners(model, this.narrow)}</section>
      <ar-sound .remote=${model.media.remote}></ar-sound>
      <main id="main" class="stage-area" tabindex=${this.narrow ? 0 : nothing}>
        ${handQueue(model)}
        <div class="stage-and-side">
          <ar-stage .model=${model}></ar-stage>
          ${
            this.chatOpen
              ? html`<aside class="side" aria-label="Chat">
                  <header>
                    <h2>Chat</h2>
                    <button
                      type="button"
                      class="icon-button"
                      aria-label="Close chat"
                      @click=${() => (this.chatOpen = false)}
                    >
                      ${icon('close')}
                    </button>
                  </header>
                  <ar-chat .model=${model}></ar-chat>
                </aside>`
              : nothing
          }
        </div>
        ${breakout ? this.task(model) : nothing}
      </main>
      ${this.controls(model)} ${this.dialogs(model)}
    </div>`;
  }

  private header(model: RoomModel): TemplateResult {
    const { session, you } = model.state;
    const hallway = you.place.startsWith('hallway:');
    return html`<header class="bar">
      ${mark()}
      <div class="bar-titles">
        <h1 tabindex="-1"><bdi>${hallway ? 'Hallway' : session.title}</bdi></h1>
        <p class="figures">
          <span class="wide-words">${weekday(session.startsAt, model.locale)} · </span
          >${timeOfDay(model.now, model.locale)} · ends ${timeOfDay(session.endsAt, model.locale)}
        </p>
      </div>
      ${session.state === 'open' ? html`<span class="chip wide-only-flex">starts soon</span>` : nothing}
      <span class="chip wide-only-flex">${icon('users')} ${seatsIn(model.state, you.place).length} here</span>
      ${lineChip(model)} ${this.leaveButton(model, 'narrow-only')}
    </header>`;
  }

  private breakoutHeader(model: RoomModel): TemplateResult {
    const { state: session, now } = model;
    const place = session.you.place;
    const name = placeName(session, place);
    const others = seatsIn(session, place).filter((seat) => seat.id !== session.you.id);
    const closesAt = session.breakouts.kind === 'open' ? session.breakouts.closesAt : undefined;
    const who = others.length === 0 ? 'You are here' : `${sentenceList([...others.map(nameOf), 'you'])}`;
    return html`<header class="bar breakout place-line-${toneOf(letterOf(name))}">
      ${letterBadge(letterOf(name))}
      <div class="bar-titles">
        <h1 tabindex="-1"><bdi>${name}</bdi></h1>
        <p><bdi>${who}</bdi></p>
      </div>
      ${
        closesAt === undefined
          ? nothing
          : html`<p class="countdown">
              <b class="figures">${clockFigures(secondsLeft(closesAt, now))}</b
              ><span>then everyone returns together</span>
            </p>`
      }
      ${this.leaveButton(model, 'narrow-only')}
    </header>`;
  }

  private leaveButton(model: RoomModel, extra: string): TemplateResult {
    return html`<button
      type="button"
      class="button outlined ${extra}"
      @click=${() => void model.intents.leave()}
    >
      Leave
    </button>`;
  }

  private task(model: RoomModel): TemplateResult {
    const { state: session, intents } = model;
    const room = roomOf(session, session.you.place);
    const task = room?.task ?? '';
    const answered = room !== undefined && session.help.some((call) => sameRoom(call.breakout, room.id));
    return html`<div class="breakout-foot">
      ${
        task === ''
          ? html`<div></div>`
          : html`<section class="card task">
              <h2>${icon('book')} From your team</h2>
              <p><bdi>${task}</bdi></p>
            </section>`
      }
      <div class="help">
        <button type="button" class="button outlined narrow-only" @click=${() => this.back(model)}>
          Back to group
        </button>
        <button
          type="button"
          class="button filled"
          ?disabled=${answered || this.asked}
          @click=${() => this.askForHelp(intents)}
        >
          ${icon('support')} Ask for help
        </button>
        <p class="note">
          ${answered || this.asked ? 'Your team knows and will be with you soon.' : 'Someone from your team will step in. The others here see that someone is coming.'}
        </p>
      </div>
    </div>`;
  }

  private askForHelp(intents: RoomModel['intents']): void {
    this.asked = true;
    void intents.command({ name: 'askForHelp', args: {} });
    setTimeout(() => (this.asked = false), 60_000);
  }

  private back(model: RoomModel): void {
    void model.intents.command({ name: 'goTo', args: { place: 'main' } });
  }

  private controls(model: RoomModel): TemplateResult {
    const { state: session, intents } = model;
    const breakout = session.you.place.startsWith('breakout:');
    return html`<nav class="controls" aria-label="Controls">
      ${control({ name: 'Get support', short: 'Support', symbol: 'support', tone: 'support', extra: 'first', act: () => (this.dialog = 'support') })}
      <div class="controls-middle">
        ${microphoneControl(model)} ${cameraControl(model)} ${handControl(model)} ${shareControl(model)}
        ${
          chatAllowed(model)
            ? control({
                name: 'Chat',
                symbol: 'chat',
                badge: session.unreadMessages,
                extra: 'wide-only',
                act: () => (this.chatOpen = !this.chatOpen),
              })
            : nothing
        }
        <ar-menu label="More" words="More" button-class="control" .items=${this.more(model)}></ar-menu>
      </div>
      <div class="controls-last wide-only-flex">
        ${breakout ? control({ name: 'Back to group', symbol: 'back', act: () => this.back(model) }) : nothing}
        ${control({ name: 'Leave', symbol: 'leave', tone: 'boxed', act: () => void intents.leave() })}
      </div>
    </nav>`;
  }

  private more(model: RoomModel): MenuItem[] {
    const items: MenuItem[] = [];
    if (this.narrow && model.media.screen === undefined && canShareHere()) {
      items.push({ label: 'Share screen', icon: 'share', act: () => void model.intents.share() });
    }
    if (this.narrow && chatAllowed(model)) {
      items.push({ label: 'Chat', icon: 'chat', act: () => (this.chatOpen = true) });
    }
    return [...items, { label: 'Sound and camera', icon: 'settings', act: () => (this.dialog = 'devices') }];
  }

  private dialogs(model: RoomModel): TemplateResult {
    const close = (): void => void (this.dialog = 'none');
    const support = html`<p>
        You can tell your team quietly. Nobody else sees it, and you can stay as you are.
      </p>
      <p>
        <button
          type="button"
          class="button filled wide"
          @click=${() => {
            void model.intents.command({ name: 'raiseAlert', args: {} }).then((outcome) => {
              this.dialog = outcome.kind === 'ack' ? 'told' : 'none';
            });
          }}
        >
          Tell my team quietly
        </button>
      </p>
      ${crisisLine(model.state.session.crisis)}`;
    const told = html`<p role="status">
        Only your team saw this. You can stay as you are; someone will write to you.
      </p>
      ${crisisLine(model.state.session.crisis)}`;
    const content = { none: undefined, support, told, devices: deviceSettings(model.media, model.intents) }[
      this.dialog
    ];
    const heading = {
      none: '',
      support: 'Get support',
      told: 'Your team knows',
      devices: 'Sound and camera',
    }[this.dialog];
    return html`<ar-dialog
      .heading=${heading}
      .content=${content}
      ?open=${this.dialog !== 'none'}
      @closed=${close}
    ></ar-dialog>`;
  }

  private readonly resized = (): void => {
    this.narrow = narrow.matches;
  };
}

export function lineChip({ media }: RoomModel): TemplateResult {
  const weak = media.line === 'weak';
  return html`<span class="chip wide-only-flex ${weak ? 'attention' : 'well'}"
    >${icon('wifi')} ${weak ? 'Your line is weak' : 'Your line is good'}</span
  >`;
}

export function sameRoom(breakout: string, id: string): boolean {
  return breakout === id || breakout === `breakout:${id}`;
}

define('ar-room', Room);
