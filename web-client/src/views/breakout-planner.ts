import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { isInside, isStaff, type Seat } from '../protocol/frames';
import {
  draftOf,
  freshDraft,
  place,
  plannedRooms,
  roomsMax,
  withRooms,
  withTask,
  type Draft,
} from '../session/planning';
import { fullNameOf, letterOf, nameOf } from '../session/state';
import { ArElement, define } from './element';
import { icon } from './icon';
import { letterBadge, toneOf, type Menu, type MenuItem } from './menu';
import type { RoomModel } from './model';
import { initials } from './tile';
import './menu';

const undoMax = 50;

/** What is planned so far, kept by whoever shows the planner: it outlives a look at another view. */
export interface KeptPlan {
  plan?: {
    readonly draft: Draft;
    readonly minutes: number;
    readonly history: Draft[];
    readonly knownPlan: unknown;
  };
}

/** Who goes where: by drag, by the Move menu, or by keys. Nobody moves before `Open breakouts`. */
export class BreakoutPlanner extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @property({ attribute: false }) kept: KeptPlan = {};
  @state() private draft: Draft = freshDraft(3);
  @state() private minutes = 10;
  @state() private mode: 'manual' | 'random' = 'manual';
  @state() private said = '';
  @state() private keys = true;
  @state() private over = -2;
  @state() private opening = false;
  private history: Draft[] = [];
  private knownPlan: unknown;

  protected override willUpdate(): void {
    const { plan } = this.kept;
    if (!this.hasUpdated && plan !== undefined) {
      this.draft = plan.draft;
      this.minutes = plan.minutes;
      this.history = plan.history;
      this.knownPlan = plan.knownPlan;
    }
    const breakouts = this.model?.state.breakouts;
    if (breakouts?.kind !== 'planned' || breakouts.plan === this.knownPlan) return;
    this.knownPlan = breakouts.plan;
    this.draft = draftOf(breakouts.plan, this.draft);
  }

  protected override updated(): void {
    const { draft, minutes, history, knownPlan } = this;
    this.kept.plan = { draft, minutes, history, knownPlan };
  }

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    const seats = Object.values(model.state.seats).filter(
      (seat) => isInside(seat.place) && !seat.place.startsWith('hallway:'),
    );
    return html`<div class="planner" @keydown=${this.key}>
      <header class="planner-head">
        <div>
          <h1 tabindex="-1">Plan breakout rooms</h1>
          <p class="quiet">Nobody is moved until you open the rooms.</p>
        </div>
        ${this.settings(model)}
      </header>
      <div class="columns">
        ${this.column(model, seats, undefined)}
        ${this.draft.rooms.map((_, room) => this.column(model, seats, room))}
      </div>
      <p class="hidden-words" role="status">${this.said}</p>
      <footer class="planner-foot">
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
          ?disabled=${this.opening || Object.keys(this.draft.placed).length === 0}
          @click=${() => void this.open(model)}
        >
          Open breakouts
        </button>
      </footer>
    </div>`;
  }

  private settings(model: RoomModel): TemplateResult {
    return html`<div class="planner-settings">
      <fieldset class="segments">
        <legend>How to place people</legend>
        <div>
          <button
            type="button"
            aria-pressed=${this.mode === 'manual' ? 'true' : 'false'}
            @click=${() => (this.mode = 'manual')}
          >
            By hand
          </button>
          <button
            type="button"
            aria-pressed=${this.mode === 'random' ? 'true' : 'false'}
            @click=${() => this.shuffle(model)}
          >
            ${this.mode === 'random' ? 'Random, again' : 'Random'}
          </button>
        </div>
      </fieldset>
      <label class="field"
        ><span>Rooms</span>
        <select
          @change=${(event: Event) => this.change(withRooms(this.draft, Number((event.target as HTMLSelectElement).value)))}
        >
          ${Array.from({ length: roomsMax }, (_, index) => html`<option value=${index + 1} ?selected=${index + 1 === this.draft.rooms.length}>${index + 1}</option>`)}
        </select></label
      >
      <label class="field"
        ><span>Time</span>
        <select
          @change=${(event: Event) => (this.minutes = Number((event.target as HTMLSelectElement).value))}
        >
          ${[5, 10, 15, 20, 30, 45].map((minutes) => html`<option value=${minutes} ?selected=${minutes === this.minutes}>${minutes} min</option>`)}
        </select></label
      >
    </div>`;
  }

  private column(model: RoomModel, seats: readonly Seat[], room: number | undefined): TemplateResult {
    const here = seats.filter((seat) => this.draft.placed[seat.id] === room);
    const name = room === undefined ? 'Main room' : (this.draft.rooms[room]?.name ?? '');
    const unplaced = here.filter((seat) => !isStaff(seat.role)).length;
    const tone = room === undefined ? 'home' : `tone-${toneOf(letterOf(name))}`;
    const target = this.over === (room ?? -1);
    return html`<section
      class="column ${tone} ${target ? 'over' : ''}"
      aria-label=${name}
      @dragover=${(event: DragEvent) => {
        event.preventDefault();
        this.over = room ?? -1;
      }}
      @drop=${(event: DragEvent) => {
        event.preventDefault();
        this.over = -2;
        const seat = seats.find(({ id }) => id === event.dataTransfer?.getData('text/plain'));
        if (seat !== undefined) this.move(seat, room);
      }}
    >
      <header>
        ${letterBadge(room === undefined ? '0' : letterOf(name))}
        <div>
          <h2>${name}</h2>
          <p>${room === undefined ? `${unplaced} not placed yet` : countWords(here.length)}</p>
        </div>
      </header>
      <ul>
        ${here.map((seat) => this.person(model, seat, room))}
      </ul>
      ${room === undefined ? nothing : html`<p class="drop-here" aria-hidden="true">Drop here or use Move</p>`}
      ${
        room === undefined
          ? nothing
          : html`<label class="field task-field"
              ><span>Task for this room</span>
              <textarea
                rows="2"
                maxlength="500"
                placeholder="They see it on their screen"
                .value=${this.draft.rooms[room]?.task ?? ''}
                @change=${(event: Event) => this.change(withTask(this.draft, room, (event.target as HTMLTextAreaElement).value))}
              ></textarea>
            </label>`
      }
    </section>`;
  }

  private person(model: RoomModel, seat: Seat, room: number | undefined): TemplateResult {
    const name = fullNameOf(seat);
    const remark =
      seat.id === model.state.you.id ? 'you, free to visit' : isStaff(seat.role) ? seat.role : '';
    return html`<li
      class="plan-person"
      tabindex="0"
      aria-label=${remark === '' ? name : `${name}, ${remark}`}
      data-seat=${seat.id}
      draggable="true"
      @dragstart=${(event: DragEvent) => event.dataTransfer?.setData('text/plain', seat.id)}
      @dragend=${() => (this.over = -2)}
    >
      ${icon('grip')}<span class="initials" aria-hidden="true">${initials(name)}</span>
      <span class="person-words"
        ><b><bdi title=${name}>${name}</bdi></b
        >${remark === '' ? nothing : html`<small>${remark}</small>`}</span
      >
      <ar-menu
        .label=${`Move ${name}`}
        words="Move"
        symbol="split"
        button-class="button text move"
        .heading=${`Move ${nameOf(seat)} to`}
        .items=${this.places(seat, room)}
      ></ar-menu>
    </li>`;
  }

  private places(seat: Seat, room: number | undefined): MenuItem[] {
    const rooms = this.draft.rooms.map((known, index) => ({
      label: known.name,
      letter: letterOf(known.name),
      hint: countWords(Object.values(this.draft.placed).filter((placed) => placed === index).length),
      act: () => this.move(seat, index),
    }));
    const main: MenuItem = { label: 'Main room', letter: '0', act: () => this.move(seat, undefined) };
    return room === undefined ? rooms : [...rooms.filter((_, index) => index !== room), main];
  }

  private move(seat: Seat, room: number | undefined): void {
    this.mode = 'manual';
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

  private shuffle(model: RoomModel): void {
    this.mode = 'random';
    this.history = [...this.history, this.draft].slice(-undoMax);
    const args = { mode: 'random', roomCount: this.draft.rooms.length, seconds: this.minutes * 60 } as const;
    void model.intents.command({ name: 'planBreakouts', args });
  }

  private async open(model: RoomModel): Promise<void> {
    this.opening = true;
    const args = { mode: 'manual', rooms: plannedRooms(this.draft), seconds: this.minutes * 60 } as const;
    const planned = await model.intents.command({ name: 'planBreakouts', args });
    if (planned.kind === 'ack') await model.intents.command({ name: 'openBreakouts', args: {} });
    this.opening = false;
  }
}

function countWords(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

define('ar-breakout-planner', BreakoutPlanner);
