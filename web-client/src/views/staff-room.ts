import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { clockFigures, sinceSeconds, timeOfDay, weekday } from '../session/time';
import { attendance } from './attendance';
import { banners } from './banners';
import { cameraControl, control, microphoneControl, shareControl } from './controls';
import { deviceSettings } from './device-settings';
import { mark } from './drawings';
import { ArElement, define } from './element';
import { handQueue } from './hands';
import { icon, type IconName } from './icon';
import type { MenuItem } from './menu';
import type { RoomModel } from './model';
import { needsCount } from './needs';
import { people } from './people';
import type { KeptPlan } from './breakout-planner';
import './breakout-planner';
import './breakouts-open';
import './chat';
import './dialog';
import './menu';
import './needs';
import './sound';
import './stage';

type Tab = 'room' | 'breakouts' | 'attendance';
/** On a phone the three columns become tabs of their own. */
type NarrowTab = Tab | 'needs' | 'people';

const narrow = window.matchMedia('(max-width: 1023px)');
/** End takes effect after this pause, within which it can be taken back: one slip must not end a group. */
const endAfterMs = 5000;

/** The room of whoever leads it: what needs an answer, the stage, the people, and the tools. */
export class StaffRoom extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @property() tab: NarrowTab = 'room';
  @property() side: 'people' | 'chat' = 'people';
  @state() private narrow = narrow.matches;
  @state() private endingAt = 0;
  @state() private dialog: 'none' | 'tell' | 'devices' = 'none';
  @state() private text = '';
  private kept: KeptPlan = {};
  private endTimer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    narrow.addEventListener('change', this.resized);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    narrow.removeEventListener('change', this.resized);
    clearTimeout(this.endTimer);
  }

  protected override willUpdate(): void {
    // Opened: the next round is planned anew.
    if (this.model?.state.breakouts.kind === 'open') this.kept = {};
  }

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    const tab = this.narrow ? this.tab : wideTab(this.tab);
    return html`<div class="page staff" data-tab=${tab}>
      ${this.header(model, tab)}
      <ar-sound .remote=${model.media.remote}></ar-sound>
      ${this.endBanner()} ${this.narrow ? this.narrowBody(model, tab) : this.wideBody(model, wideTab(tab))}
      ${this.dialogs(model)}
    </div>`;
  }

  private header(model: RoomModel, tab: NarrowTab): TemplateResult {
    const { session } = model.state;
    return html`<header class="bar staff-bar">
      ${mark()}
      <div class="bar-titles">
        <h1 tabindex="-1">
          <bdi>${session.title}</bdi
          ><span class="wide-words"> · ${weekday(session.startsAt, model.locale)}</span>
        </h1>
        <p class="figures">${liveWords(model)}</p>
      </div>
      ${this.narrow ? nothing : this.tabs(tab)}
      <div class="bar-actions">
        ${
          session.state === 'open' || session.state === 'scheduled'
            ? html`<button
                type="button"
                class="button filled"
                @click=${() => void model.intents.command({ name: 'start', args: {} })}
              >
                Start session
              </button>`
            : nothing
        }
        <button
          type="button"
          class="button outlined wide-only-flex"
          @click=${() => void model.intents.command({ name: 'lock', args: { on: !session.locked } })}
        >
          ${icon(session.locked ? 'lock' : 'unlock')} ${session.locked ? 'Unlock' : 'Lock'}
        </button>
        <button
          type="button"
          class="button outlined berry"
          ?disabled=${this.endingAt > 0}
          @click=${() => this.end(model)}
        >
          End session
        </button>
      </div>
    </header>`;
  }

  private tabs(tab: NarrowTab): TemplateResult {
    const all = [
      ['room', 'Room'],
      ['breakouts', 'Breakout rooms'],
      ['attendance', 'Attendance'],
    ] as const;
    return html`<div class="segments tabs" role="tablist" aria-label="Views" @keydown=${this.tabKey}>
      ${all.map(
        ([key, words]) =>
          html`<button
            type="button"
            role="tab"
            id="tab-${key}"
            aria-controls="panel"
            aria-selected=${tab === key ? 'true' : 'false'}
            tabindex=${tab === key ? 0 : -1}
            @click=${() => (this.tab = key)}
          >
            ${words}
          </button>`,
      )}
    </div>`;
  }

  private readonly tabKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const order: Tab[] = ['room', 'breakouts', 'attendance'];
    const next = order[(order.indexOf(wideTab(this.tab)) + step + order.length) % order.length] ?? 'room';
    this.tab = next;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`#tab-${next}`)?.focus());
  };

  private wideBody(model: RoomModel, tab: Tab): TemplateResult {
    if (tab === 'attendance')
      return html`<main id="main" class="tool">
        <div class="panel" id="panel" role="tabpanel" aria-labelledby="tab-attendance">
          ${attendance(model)}
        </div>
      </main>`;
    const open = model.state.breakouts.kind === 'open';
    if (tab === 'breakouts' && !open) {
      return html`<main id="main" class="tool">
        <div class="panel" id="panel" role="tabpanel" aria-labelledby="tab-breakouts">
          <ar-breakout-planner .model=${model} .kept=${this.kept}></ar-breakout-planner>
        </div>
      </main>`;
    }
    const needs = html`<aside class="needs-column" aria-label="What needs you">
      <ar-needs-list .model=${model}></ar-needs-list>
    </aside>`;
    if (tab === 'breakouts') {
      return html`<div class="staff-columns two">
        ${needs}
        <main id="main" class="tool">
          <div class="panel" id="panel" role="tabpanel" aria-labelledby="tab-breakouts">
            <ar-breakouts-open .model=${model}></ar-breakouts-open>
          </div>
        </main>
      </div>`;
    }
    return html`<div class="staff-columns">
      ${needs}
      <div class="staff-middle">
        <main id="main" class="stage-area">
          <div class="panel" id="panel" role="tabpanel" aria-labelledby="tab-room">
            ${banners(model, false)} ${handQueue(model)}<ar-stage .model=${model}></ar-stage>
          </div>
        </main>
        ${this.controls(model)}
      </div>
      <aside class="people-column" aria-label="People and chat">${this.sidePanel(model)}</aside>
    </div>`;
  }

  private sidePanel(model: RoomModel): TemplateResult {
    const unread = model.state.unreadMessages;
    return html`<div class="segments" role="group" aria-label="Side panel">
        <button
          type="button"
          aria-pressed=${this.side === 'people' ? 'true' : 'false'}
          @click=${() => (this.side = 'people')}
        >
          People
        </button>
        <button
          type="button"
          aria-pressed=${this.side === 'chat' ? 'true' : 'false'}
          @click=${() => (this.side = 'chat')}
        >
          Chat${unread > 0 && this.side !== 'chat' ? html` <span class="badge inline">${unread}</span>` : nothing}
        </button>
      </div>
      ${this.side === 'people' ? people(model) : html`<ar-chat .model=${model}></ar-chat>`}`;
  }

  private narrowBody(model: RoomModel, tab: NarrowTab): TemplateResult {
    return html`<main id="main" class=${tab === 'room' ? 'stage-area' : 'tool'} tabindex="0">
        ${this.narrowView(model, tab)}
      </main>
      ${tab === 'room' ? this.controls(model) : nothing}
      <nav class="controls staff-tabs" aria-label="Views">
        ${this.narrowTab('room', 'Room', 'grid', tab)}
        ${this.narrowTab('needs', 'Needs you', 'bell', tab, needsCount(model.state))}
        ${this.narrowTab('people', 'People', 'users', tab)}
        ${this.narrowTab('breakouts', 'Breakout rooms', 'split', tab)}
        <ar-menu label="More" words="More" button-class="control" .items=${this.more(model)}></ar-menu>
      </nav>`;
  }

  private narrowView(model: RoomModel, tab: NarrowTab): TemplateResult {
    switch (tab) {
      case 'needs':
        return html`<ar-needs-list .model=${model}></ar-needs-list>`;
      case 'people':
        return html`${this.sidePanel(model)}`;
      case 'attendance':
        return attendance(model);
      case 'breakouts':
        return model.state.breakouts.kind === 'open'
          ? html`<ar-breakouts-open .model=${model}></ar-breakouts-open>`
          : html`<ar-breakout-planner .model=${model} .kept=${this.kept}></ar-breakout-planner>`;
      case 'room':
        return html`${banners(model, true)} ${handQueue(model)}<ar-stage .model=${model}></ar-stage>`;
    }
  }

  private narrowTab(
    key: NarrowTab,
    name: string,
    symbol: IconName,
    tab: NarrowTab,
    badge?: number,
  ): TemplateResult {
    const short = { 'Breakout rooms': 'Breakouts' }[name] ?? name;
    return control({
      name,
      short,
      symbol,
      ...(badge === undefined ? {} : { badge }),
      ...(key === tab ? { extra: 'current' } : {}),
      act: () => (this.tab = key),
    });
  }

  private controls(model: RoomModel): TemplateResult {
    return html`<nav class="controls" aria-label="Controls">
      <div class="controls-middle">
        ${microphoneControl(model)} ${cameraControl(model)} ${shareControl(model)}
        ${
          this.narrow
            ? nothing
            : html`${control({ name: 'Breakout rooms', symbol: 'split', act: () => (this.tab = 'breakouts') })}
                ${control({ name: 'Tell everyone', symbol: 'megaphone', act: () => (this.dialog = 'tell') })}
                <ar-menu
                  label="More"
                  words="More"
                  button-class="control"
                  .items=${this.more(model)}
                ></ar-menu>`
        }
        ${control({ name: 'Leave', symbol: 'leave', act: () => void model.intents.leave() })}
      </div>
    </nav>`;
  }

  private more({ state: session, intents }: RoomModel): MenuItem[] {
    const items: MenuItem[] = [];
    if (this.narrow) {
      items.push({ label: 'Attendance', icon: 'chart', act: () => (this.tab = 'attendance') });
      items.push({ label: 'Tell everyone', icon: 'megaphone', act: () => (this.dialog = 'tell') });
      const { locked } = session.session;
      items.push({
        label: locked ? 'Unlock' : 'Lock',
        icon: locked ? 'lock' : 'unlock',
        act: () => void intents.command({ name: 'lock', args: { on: !locked } }),
      });
    }
    if (session.you.place.startsWith('hallway:')) {
      items.push({
        label: 'Back from the hallway',
        icon: 'back',
        act: () => void intents.command({ name: 'returnFromHallway', args: {} }),
      });
    } else if (session.you.place !== 'main') {
      items.push({
        label: 'Back to main room',
        icon: 'back',
        act: () => void intents.command({ name: 'goTo', args: { place: 'main' } }),
      });
    }
    return [...items, { label: 'Sound and camera', icon: 'settings', act: () => (this.dialog = 'devices') }];
  }

  private dialogs(model: RoomModel): TemplateResult {
    const close = (): void => void (this.dialog = 'none');
    const tell = html`<form @submit=${(event: Event) => this.tell(event, model)}>
      <label class="field"
        ><span>Everyone in every room reads it</span>
        <input
          maxlength="500"
          autocomplete="off"
          .value=${this.text}
          @input=${(event: Event) => (this.text = (event.target as HTMLInputElement).value)}
      /></label>
      <p><button class="button filled wide">Send to everyone</button></p>
    </form>`;
    const content = { none: undefined, tell, devices: deviceSettings(model.media, model.intents) }[
      this.dialog
    ];
    const heading = { none: '', tell: 'Tell everyone', devices: 'Sound and camera' }[this.dialog];
    return html`<ar-dialog
      .heading=${heading}
      .content=${content}
      ?open=${this.dialog !== 'none'}
      @closed=${close}
    ></ar-dialog>`;
  }

  private tell(event: Event, model: RoomModel): void {
    event.preventDefault();
    const text = this.text.trim();
    if (text === '') return;
    this.dialog = 'none';
    this.text = '';
    void model.intents.command({ name: 'broadcast', args: { text } });
  }

  private end(model: RoomModel): void {
    this.endingAt = Date.now() + endAfterMs;
    this.endTimer = setTimeout(() => {
      this.endingAt = 0;
      void model.intents.command({ name: 'end', args: {} });
    }, endAfterMs);
  }

  private endBanner(): TemplateResult | typeof nothing {
    if (this.endingAt === 0) return nothing;
    const seconds = Math.max(1, Math.ceil((this.endingAt - Date.now()) / 1000));
    return html`<div class="banner alarm" role="alert">
      ${icon('info')}
      <p>
        The session ends for everyone in <span class="figures" aria-hidden="true">${seconds} s</span
        ><span class="hidden-words">a few seconds</span>.
      </p>
      <button type="button" class="button outlined" @click=${this.keepOpen}>Keep it open</button>
    </div>`;
  }

  private readonly keepOpen = (): void => {
    clearTimeout(this.endTimer);
    this.endingAt = 0;
  };

  private readonly resized = (): void => {
    this.narrow = narrow.matches;
  };
}

function wideTab(tab: NarrowTab): Tab {
  return tab === 'breakouts' || tab === 'attendance' ? tab : 'room';
}

function liveWords({ state: { session }, now, locale }: RoomModel): TemplateResult | string {
  const ends = `ends ${timeOfDay(session.endsAt, locale)}`;
  if (session.startedAt === undefined || session.state !== 'live') return `Not started · ${ends}`;
  const minutes = Math.floor(sinceSeconds(session.startedAt, now) / 60);
  const into = minutes < 60 ? `${minutes} min` : clockFigures(minutes * 60);
  return html`<span class="wide-words">Live since ${timeOfDay(session.startedAt, locale)} · </span>${into} in
    · ${ends}`;
}

define('ar-staff-room', StaffRoom);
