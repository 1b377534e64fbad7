import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { steadyMs } from '../clock';
import { noScreenHere } from '../session/device-sentences';
import { canChoose, roomOf } from '../session/state';
import { Awaited } from './awaited';
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
import { devicesWords } from './device-settings';
import { ArElement, define } from './element';
import { handQueue } from './hands';
import { icon } from './icon';
import type { MenuItem } from './menu';
import type { RoomModel } from './model';
import { reactControl, reactItems } from './reactions';
import type { RoomDialog } from './room-dialogs';
import { roomHeader } from './room-header';
import './chat';
import './menu';
import './room-dialogs';
import './sound';
import './stage';

const narrow = window.matchMedia('(max-width: 759px)');

/** The room for everybody who does not lead it: the group, or a breakout with its task and its time. */
export class Room extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @property() dialog: RoomDialog = 'none';
  @property({ type: Boolean, attribute: 'chat-open' }) chatOpen = false;
  @state() private asked = false;
  @state() private narrow = narrow.matches;
  private readonly awaited = new Awaited();

  override connectedCallback(): void {
    super.connectedCallback();
    narrow.addEventListener('change', this.resized);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    narrow.removeEventListener('change', this.resized);
  }

  private readonly acts = {
    answer: (): void => void (this.dialog = 'poll'),
    choose: (): void => void (this.dialog = 'choose'),
  };

  protected override willUpdate(): void {
    if (this.model !== undefined) this.awaited.look(this.model, steadyMs());
  }

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    const breakout = model.state.you.place.startsWith('breakout:');
    return html`<div class="page room ${breakout ? 'in-breakout' : ''}">
      ${roomHeader(model)}
      <section class="panel" aria-label="What happens now">${banners(model, this.narrow, this.acts)}</section>
      <ar-sound .remote=${model.media.remote}></ar-sound>
      <main id="main" class="stage-area" tabindex=${this.narrow ? 0 : nothing}>
        ${handQueue(model)}
        <div class="stage-and-side">
          <ar-stage .model=${model} .awaited=${this.awaited}></ar-stage>
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
        ${microphoneControl(model)} ${cameraControl(model)} ${handControl(model)}
        ${this.narrow ? nothing : reactControl(model)} ${shareControl(model)}
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
        ${breakout || mayReturn(model) ? control({ name: 'Back to group', symbol: 'back', act: () => this.back(model) }) : nothing}
        ${control({ name: 'Leave', symbol: 'leave', tone: 'boxed', act: () => void intents.leave() })}
      </div>
    </nav>`;
  }

  private more(model: RoomModel): MenuItem[] {
    const items: MenuItem[] = this.narrow ? reactItems(model) : [];
    if (this.narrow && model.media.screen === undefined) {
      const why = canShareHere() ? {} : { reason: noScreenHere };
      items.push({ label: 'Share screen', icon: 'share', ...why, act: () => void model.intents.share() });
    }
    if (this.narrow && chatAllowed(model)) {
      items.push({ label: 'Chat', icon: 'chat', act: () => (this.chatOpen = true) });
    }
    if (canChoose(model.state)) {
      items.push({ label: 'Choose a room', icon: 'split', act: () => (this.dialog = 'choose') });
    }
    if (this.narrow && mayReturn(model)) {
      items.push({ label: 'Back to group', icon: 'back', act: () => this.back(model) });
    }
    return [
      ...items,
      { label: devicesWords(model.media), icon: 'settings', act: () => (this.dialog = 'devices') },
    ];
  }

  private dialogs(model: RoomModel): TemplateResult {
    return html`<ar-room-dialogs
      .model=${model}
      .shown=${this.dialog}
      @closed=${() => (this.dialog = 'none')}
    ></ar-room-dialogs>`;
  }

  private readonly resized = (): void => {
    this.narrow = narrow.matches;
  };
}

/** Who was taken aside from among the others may go back to them; who came from the waiting room is brought back. */
function mayReturn({ state: { you } }: RoomModel): boolean {
  return you.place.startsWith('hallway:') && you.aside?.from !== 'waiting';
}

export function sameRoom(breakout: string, id: string): boolean {
  return breakout === id || breakout === `breakout:${id}`;
}

define('ar-room', Room);
