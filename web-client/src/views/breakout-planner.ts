import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { isInside, type Latecomers, type PlanMode, type Seat } from '../protocol/frames';
import {
  draftOf,
  freshDraft,
  place,
  usualLatecomers,
  wanted,
  withRooms,
  type Draft,
} from '../session/planning';
import { clashes, groupsOf, sessionRules, type Rule } from '../session/rules';
import { nameOf } from '../session/state';
import { ArElement, define } from './element';
import type { Menu } from './menu';
import type { RoomModel } from './model';
import { countWords, planColumn, type ColumnView } from './plan-column';
import { plannerSettings } from './planner-settings';
import './round-rules';

const undoMax = 50;

interface Planned {
  readonly draft: Draft;
  readonly mode: PlanMode;
  readonly minutes: number;
  readonly latecomers: Latecomers | undefined;
  readonly round: readonly Rule[];
  readonly history: readonly Draft[];
  readonly knownPlan: unknown;
}

/** What is planned so far, kept by whoever shows the planner: it outlives a look at another view. */
export interface KeptPlan {
  plan?: Planned;
}

/** Who goes where: by drag, by the Move menu, or by keys. Nobody moves before `Open breakouts`. */
export class BreakoutPlanner extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @property({ attribute: false }) kept: KeptPlan = {};
  @state() private draft: Draft = freshDraft(3);
  @state() private minutes = 10;
  @property() mode: PlanMode = 'manual';
  @state() private latecomers: Latecomers | undefined;
  @state() private round: readonly Rule[] = [];
  @state() private said = '';
  @state() private keys = true;
  @state() private over = -2;
  @state() private opening = false;
  private history: readonly Draft[] = [];
  private knownPlan: unknown;

  protected override willUpdate(): void {
    const { plan } = this.kept;
    if (!this.hasUpdated && plan !== undefined) Object.assign(this, plan);
    const breakouts = this.model?.state.breakouts;
    if (breakouts?.kind !== 'planned' || breakouts.plan === this.knownPlan) return;
    this.knownPlan = breakouts.plan;
    this.draft = draftOf(breakouts.plan, this.draft);
  }

  protected override updated(): void {
    const { draft, mode, minutes, latecomers, round, history, knownPlan } = this;
    this.kept.plan = { draft, mode, minutes, latecomers, round, history, knownPlan };
  }

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    const seats = Object.values(model.state.seats).filter(
      (seat) => isInside(seat.place) && !seat.place.startsWith('hallway:'),
    );
    const offered = this.mode === 'self-select';
    const rules = [...sessionRules(model.state.session.breakouts, seats), ...this.round];
    const broken = offered ? [] : clashes(this.draft, rules, seats);
    const column = (room: number | undefined): TemplateResult =>
      planColumn({
        draft: this.draft,
        seats,
        room,
        you: model.state.you.id,
        offered,
        clashes: broken,
        ...this.columnActs(room),
      });
    return html`<div class="planner" @keydown=${this.key}>
      <header class="planner-head">
        <div>
          <h1 tabindex="-1">Plan breakout rooms</h1>
          <p class="quiet">Nobody is moved until you open the rooms.</p>
        </div>
        ${this.settings(model)}
      </header>
      <div class="columns">${column(undefined)} ${this.draft.rooms.map((_, room) => column(room))}</div>
      ${offered ? nothing : this.rules(seats, rules)}
      <p class="hidden-words" role="status">${this.said}</p>
      ${this.foot(model, offered)}
    </div>`;
  }

  private rules(seats: readonly Seat[], rules: readonly Rule[]): TemplateResult {
    return html`<ar-round-rules
      .seats=${seats}
      .rules=${rules}
      @ruled=${(event: CustomEvent<readonly Rule[]>) => (this.round = event.detail)}
    ></ar-round-rules>`;
  }

  private columnActs(room: number | undefined): Pick<ColumnView, 'over' | 'move' | 'change' | 'hover'> {
    return {
      over: this.over === (room ?? -1),
      move: (seat, to) => this.move(seat, to),
      change: (draft) => this.change(draft),
      hover: (over) => (this.over = over ? (room ?? -1) : -2),
    };
  }

  private settings(model: RoomModel): TemplateResult {
    return plannerSettings({
      mode: this.mode,
      rooms: this.draft.rooms.length,
      minutes: this.minutes,
      latecomers: this.latecomers ?? usualLatecomers(this.mode),
      pods: (model.state.session.breakouts?.pods.length ?? 0) > 0,
      choose: (mode) => this.choose(model, mode),
      resize: (rooms) => this.change(withRooms(this.draft, rooms)),
      time: (minutes) => (this.minutes = minutes),
      late: (latecomers) => (this.latecomers = latecomers),
    });
  }

  private foot(model: RoomModel, offered: boolean): TemplateResult {
    const nobody = !offered && Object.keys(this.draft.placed).length === 0;
    return html`<footer class="planner-foot">
      <p class="keys">
        <label
          ><input
            type="checkbox"
            .checked=${this.keys}
            @change=${(event: Event) => (this.keys = (event.target as HTMLInputElement).checked)}
          />
          Keys</label
        >
        <kbd>↑</kbd> <kbd>↓</kbd> choose a person, <kbd>M</kbd> move, then a letter or <kbd>0</kbd> for the
        main room. <kbd>Ctrl</kbd> <kbd>Z</kbd> undoes.
      </p>
      <button
        type="button"
        class="button filled"
        ?disabled=${this.opening || nobody}
        @click=${() => void this.open(model)}
      >
        Open breakouts
      </button>
    </footer>`;
  }

  private move(seat: Seat, room: number | undefined): void {
    if (this.mode === 'random' || this.mode === 'pods') this.mode = 'manual';
    this.change(place(this.draft, seat.id, room));
    const name = room === undefined ? 'the main room' : (this.draft.rooms[room]?.name ?? '');
    const count = Object.values(this.draft.placed).filter((placed) => placed === room).length;
    this.said = `${nameOf(seat)} is now in ${name}${room === undefined ? '' : `, ${countWords(count)}`}.`;
    void this.updateComplete.then(() => this.row(seat.id)?.focus());
  }

  private change(draft: Draft): void {
    this.history = [...this.history, this.draft].slice(-undoMax);
    this.draft = draft;
  }

  private undo(): void {
    const before = this.history[this.history.length - 1];
    if (before === undefined) return;
    this.history = this.history.slice(0, -1);
    this.draft = before;
    this.said = 'The last change is undone.';
  }

  private readonly key = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (target.matches('input, select, textarea')) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      this.undo();
      return;
    }
    if (!this.keys || !target.matches('.plan-person')) return;
    const rows = [...this.querySelectorAll<HTMLElement>('.plan-person')];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      rows[(rows.indexOf(target) + step + rows.length) % rows.length]?.focus();
    } else if (event.key.toLowerCase() === 'm') {
      event.preventDefault();
      target.querySelector<Menu>('ar-menu')?.show();
    }
  };

  private row(seat: string): HTMLElement | undefined {
    return [...this.querySelectorAll<HTMLElement>('.plan-person')].find(
      (row) => row.dataset['seat'] === seat,
    );
  }

  /** Random and pods are drawn by the engine, at once, so that everybody sees who would go where. */
  private choose(model: RoomModel, mode: PlanMode): void {
    this.mode = mode;
    if (mode !== 'random' && mode !== 'pods') return;
    this.history = [...this.history, this.draft].slice(-undoMax);
    void model.intents.command({ name: 'planBreakouts', args: this.wanted(true) });
  }

  private wanted(fresh: boolean): ReturnType<typeof wanted> {
    const { mode, minutes, round } = this;
    const latecomers = this.latecomers ?? usualLatecomers(mode);
    const rules = { keepApart: groupsOf(round, 'apart'), pairWith: groupsOf(round, 'together') };
    return wanted(this.draft, { mode, minutes, latecomers, ...rules }, fresh);
  }

  private async open(model: RoomModel): Promise<void> {
    this.opening = true;
    const planned = await model.intents.command({ name: 'planBreakouts', args: this.wanted(false) });
    if (planned.kind === 'ack') await model.intents.command({ name: 'openBreakouts', args: {} });
    this.opening = false;
  }
}

define('ar-breakout-planner', BreakoutPlanner);
