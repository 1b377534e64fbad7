import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { deviceMs, steadyMs } from '../clock';
import { attendance } from './attendance';
import { Awaited } from './awaited';
import { banners, noticeBanner } from './banners';
import type { KeptPlan } from './breakout-planner';
import { cameraControl, control, microphoneControl, shareControl } from './controls';
import { ArElement, define } from './element';
import { handQueue } from './hands';
import { icon, type IconName } from './icon';
import type { MenuItem } from './menu';
import type { RoomModel } from './model';
import { needsCount } from './needs';
import type { Question } from './question';
import { reactControl } from './reactions';
import { moreForStaff } from './staff-more';
import { staffHeader, tabs, type Tab } from './staff-header';
import { sidePanel, type Side } from './side-panel';
import './breakout-planner';
import './breakouts-open';
import './menu';
import './needs';
import './notes';
import './sound';
import './staff-questions';
import './stage';

/** On a phone the three columns become tabs of their own. */
type NarrowTab = Tab | 'needs' | 'people';

const narrow = window.matchMedia('(max-width: 1023px)');

/** The room of whoever leads it: what needs an answer, the stage, the people, and the tools. */
export class StaffRoom extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @property() tab: NarrowTab = 'room';
  @property() side: Side = 'people';
  @property({ attribute: false }) question: Question = { kind: 'none' };
  @state() private narrow = narrow.matches;
  private kept: KeptPlan = {};
  private readonly awaited = new Awaited();

  override connectedCallback(): void {
    super.connectedCallback();
    narrow.addEventListener('change', this.resized);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    narrow.removeEventListener('change', this.resized);
  }

  protected override willUpdate(): void {
    if (this.model !== undefined) this.awaited.look(this.model, steadyMs());
    // Opened: the next round is planned anew.
    if (this.model?.state.breakouts.kind === 'open') this.kept = {};
  }

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    const tab = this.narrow ? this.tab : wideTab(this.tab);
    return html`<div class="page staff" data-tab=${tab}>
      ${staffHeader(model, this.narrow ? nothing : this.tabs(tab), {
        extend: () => this.ask({ kind: 'extend' }),
        end: () => model.intents.endSoon(),
        ending: model.endingAt !== undefined,
      })}
      <ar-sound .remote=${model.media.remote}></ar-sound>
      ${endBanner(model)} ${tab === 'room' ? nothing : noticeBanner(model)}
      ${this.narrow ? this.narrowBody(model, tab) : this.wideBody(model, wideTab(tab))}
      <ar-staff-questions
        .model=${model}
        .question=${this.question}
        @answered=${() => this.ask({ kind: 'none' })}
      ></ar-staff-questions>
    </div>`;
  }

  private readonly ask = (question: Question): void => {
    this.question = question;
  };

  private tabs(tab: NarrowTab): TemplateResult {
    return html`<div class="segments tabs" role="tablist" aria-label="Views" @keydown=${this.tabKey}>
      ${tabs.map(
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
    const order = tabs.map(([key]) => key);
    const next = order[(order.indexOf(wideTab(this.tab)) + step + order.length) % order.length] ?? 'room';
    this.tab = next;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`#tab-${next}`)?.focus());
  };

  private wideBody(model: RoomModel, tab: Tab): TemplateResult {
    const open = model.state.breakouts.kind === 'open';
    if (tab === 'attendance') return this.tool(tab, attendance(model));
    if (tab === 'notes') return this.tool(tab, html`<ar-notes .model=${model}></ar-notes>`);
    if (tab === 'breakouts' && !open) return this.tool(tab, this.planner(model));
    const needs = html`<aside class="needs-column" aria-label="What needs you">${this.needs(model)}</aside>`;
    if (tab === 'breakouts') {
      return html`<div class="staff-columns two">
        ${needs} ${this.tool(tab, html`<ar-breakouts-open .model=${model}></ar-breakouts-open>`)}
      </div>`;
    }
    return html`<div class="staff-columns">
      ${needs}
      <div class="staff-middle">
        <main id="main" class="stage-area">
          <div class="panel" id="panel" role="tabpanel" aria-labelledby="tab-room">
            ${this.banners(model)} ${handQueue(model)}${this.stage(model)}
          </div>
        </main>
        ${this.controls(model)}
      </div>
      <aside class="people-column" aria-label="People and chat">${this.sidePanel(model)}</aside>
    </div>`;
  }

  private stage(model: RoomModel): TemplateResult {
    return html`<ar-stage .model=${model} .awaited=${this.awaited}></ar-stage>`;
  }

  private tool(tab: Tab, content: TemplateResult): TemplateResult {
    return html`<main id="main" class="tool">
      <div class="panel" id="panel" role="tabpanel" aria-labelledby="tab-${tab}">${content}</div>
    </main>`;
  }

  private needs(model: RoomModel): TemplateResult {
    return html`<ar-needs-list .model=${model} .ask=${this.ask}></ar-needs-list>`;
  }

  private planner(model: RoomModel): TemplateResult {
    return html`<ar-breakout-planner .model=${model} .kept=${this.kept}></ar-breakout-planner>`;
  }

  private banners(model: RoomModel): TemplateResult {
    return banners(model, this.narrow, { extend: () => this.ask({ kind: 'extend' }) });
  }

  private sidePanel(model: RoomModel): TemplateResult {
    return sidePanel(model, this.side, (side) => (this.side = side), this.ask);
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
        return this.needs(model);
      case 'people':
        return this.sidePanel(model);
      case 'attendance':
        return attendance(model);
      case 'notes':
        return html`<ar-notes .model=${model}></ar-notes>`;
      case 'breakouts':
        return model.state.breakouts.kind === 'open'
          ? html`<ar-breakouts-open .model=${model}></ar-breakouts-open>`
          : this.planner(model);
      case 'room':
        return html`${this.banners(model)} ${handQueue(model)}${this.stage(model)}`;
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
            : html`${reactControl(model)}
                ${control({ name: 'Breakout rooms', symbol: 'split', act: () => (this.tab = 'breakouts') })}
                ${control({ name: 'Tell everyone', symbol: 'megaphone', act: () => this.ask({ kind: 'tell' }) })}
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

  private more(model: RoomModel): MenuItem[] {
    return moreForStaff(model, this.narrow, this.ask, (tab) => (this.tab = tab));
  }

  private readonly resized = (): void => {
    this.narrow = narrow.matches;
  };
}

/** While the session is about to end for everyone, and can still be kept open. */
function endBanner({ endingAt, intents }: RoomModel): TemplateResult | typeof nothing {
  if (endingAt === undefined) return nothing;
  const seconds = Math.max(1, Math.ceil((endingAt - deviceMs()) / 1000));
  return html`<div class="banner alarm" role="alert">
    ${icon('info')}
    <p>
      The session ends for everyone in <span class="figures" aria-hidden="true">${seconds} s</span
      ><span class="hidden-words">a few seconds</span>. Leaving does not take that back.
    </p>
    <button type="button" class="button outlined" @click=${() => intents.keepOpen()}>Keep it open</button>
  </div>`;
}

function wideTab(tab: NarrowTab): Tab {
  return tab === 'needs' || tab === 'people' ? 'room' : tab;
}

define('ar-staff-room', StaffRoom);
