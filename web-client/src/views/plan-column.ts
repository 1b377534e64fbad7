import { html, nothing, type TemplateResult } from 'lit';
import { isStaff, type Seat } from '../protocol/frames';
import { lettersOf } from '../session/letters';
import { withLimit, withName, withTask, type Draft } from '../session/planning';
import type { Clash } from '../session/rules';
import { fullNameOf, nameOf } from '../session/state';
import { icon } from './icon';
import { letterBadge, toneOf, type MenuItem } from './menu';
import { initials } from './tile';
import './menu';

/** What one column of the planner shows and what it may ask of the planner. */
export interface ColumnView {
  readonly draft: Draft;
  readonly seats: readonly Seat[];
  /** Absent for the main room. */
  readonly room: number | undefined;
  readonly you: string;
  /** People choose for themselves: rooms have a limit and nobody in them. */
  readonly offered: boolean;
  readonly clashes: readonly Clash[];
  readonly over: boolean;
  readonly move: (seat: Seat, room: number | undefined) => void;
  readonly change: (draft: Draft) => void;
  readonly hover: (over: boolean) => void;
}

export function countWords(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

export function planColumn(view: ColumnView): TemplateResult {
  const { draft, room } = view;
  const here = view.seats.filter((seat) => draft.placed[seat.id] === room);
  const name = room === undefined ? 'Main room' : (draft.rooms[room]?.name ?? '');
  const letter = room === undefined ? '0' : (lettersOf(draft.rooms.map((known) => known.name))[room] ?? '?');
  const tone = room === undefined ? 'home' : `tone-${toneOf(letter)}`;
  const people = room !== undefined && view.offered ? [] : view.offered ? view.seats : here;
  return html`<section
    class="column ${tone} ${view.over ? 'over' : ''}"
    aria-label=${name}
    @dragover=${(event: DragEvent) => {
      event.preventDefault();
      view.hover(true);
    }}
    @drop=${(event: DragEvent) => {
      event.preventDefault();
      view.hover(false);
      const seat = view.seats.find(({ id }) => id === event.dataTransfer?.getData('text/plain'));
      if (seat !== undefined) view.move(seat, room);
    }}
  >
    <header>
      ${letterBadge(letter)}
      <div>
        <h2><bdi>${name}</bdi></h2>
        <p>${columnWords(view, here)}</p>
      </div>
    </header>
    <ul>
      ${people.map((seat) => person(view, seat))}
    </ul>
    ${view.clashes
      .filter((clash) => clash.room === room)
      .map((clash) => html`<p class="clash" role="status">${icon('split')} ${clash.words}</p>`)}
    ${room === undefined ? nothing : roomFields(view, room)}
  </section>`;
}

function columnWords({ room, offered, draft }: ColumnView, here: readonly Seat[]): string {
  const unplaced = here.filter((seat) => !isStaff(seat.role)).length;
  if (offered && room !== undefined) {
    const limit = draft.rooms[room]?.limit;
    return limit === undefined ? 'Anybody may choose it' : `For up to ${countWords(limit)}`;
  }
  if (offered) return 'Everybody chooses a room';
  return room === undefined ? `${unplaced} not placed yet` : countWords(here.length);
}

function roomFields(view: ColumnView, room: number): TemplateResult {
  const { draft, change, offered } = view;
  const known = draft.rooms[room];
  return html`${offered ? nothing : html`<p class="drop-here" aria-hidden="true">Drop here or use Move</p>`}
    <div class="room-fields">
      <label class="field"
        ><span>Name of this room</span>
        <input
          maxlength="80"
          .value=${known?.name ?? ''}
          @change=${(event: Event) => change(withName(draft, room, (event.target as HTMLInputElement).value))}
      /></label>
      ${
        offered
          ? html`<label class="field"
              ><span>Most people in this room</span>
              <select
                @change=${(event: Event) => {
                  const limit = Number((event.target as HTMLSelectElement).value);
                  change(withLimit(draft, room, limit === 0 ? undefined : limit));
                }}
              >
                <option value="0">No limit</option>
                ${[2, 3, 4, 5, 6, 8, 10].map((limit) => html`<option value=${limit} ?selected=${limit === known?.limit}>${limit}</option>`)}
              </select></label
            >`
          : nothing
      }
      <label class="field"
        ><span>Task for this room</span>
        <textarea
          rows="2"
          maxlength="500"
          placeholder="They see it on their screen"
          .value=${known?.task ?? ''}
          @change=${(event: Event) => change(withTask(draft, room, (event.target as HTMLTextAreaElement).value))}
        ></textarea>
      </label>
    </div>`;
}

function person(view: ColumnView, seat: Seat): TemplateResult {
  const name = fullNameOf(seat);
  const remark = seat.id === view.you ? 'you, free to visit' : isStaff(seat.role) ? seat.role : '';
  return html`<li
    class="plan-person"
    tabindex="0"
    aria-label=${remark === '' ? name : `${name}, ${remark}`}
    data-seat=${seat.id}
    draggable=${view.offered ? 'false' : 'true'}
    @dragstart=${(event: DragEvent) => event.dataTransfer?.setData('text/plain', seat.id)}
    @dragend=${() => view.hover(false)}
  >
    ${view.offered ? nothing : icon('grip')}<span class="initials" aria-hidden="true">${initials(name)}</span>
    <span class="person-words"
      ><b><bdi title=${name}>${name}</bdi></b
      >${remark === '' ? nothing : html`<small>${remark}</small>`}</span
    >
    ${
      view.offered
        ? nothing
        : html`<ar-menu
            .label=${`Move ${name}`}
            words="Move"
            symbol="split"
            button-class="button text move"
            .heading=${`Move ${nameOf(seat)} to`}
            .items=${places(view, seat)}
          ></ar-menu>`
    }
  </li>`;
}

function places({ draft, room, move }: ColumnView, seat: Seat): MenuItem[] {
  const letters = lettersOf(draft.rooms.map((known) => known.name));
  const rooms = draft.rooms.map((known, index) => ({
    label: known.name,
    letter: letters[index] ?? '?',
    hint: countWords(Object.values(draft.placed).filter((placed) => placed === index).length),
    act: () => move(seat, index),
  }));
  const main: MenuItem = { label: 'Main room', letter: '0', act: () => move(seat, undefined) };
  return room === undefined ? rooms : [...rooms.filter((_, index) => index !== room), main];
}
