import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { isStaff, type Seat } from '../protocol/frames';
import { placeLetter } from '../session/letters';
import { lineWords } from '../session/line-words';
import { roleNames } from '../session/sentences';
import { fullNameOf, isAudioOnly, placeName, seatsIn, type SessionState } from '../session/state';
import { icon } from './icon';
import { letterBadge } from './menu';
import type { RoomModel } from './model';
import { insidePlaces, personActions } from './person-actions';
import type { Ask } from './question';
import { initials } from './tile';
import './menu';

/** Everybody of the session by place, with the minutes that count so far. */
export function people(model: RoomModel, ask: Ask): TemplateResult {
  const { state, intents } = model;
  return html`<div class="people">
    <h2 class="hidden-words">People</h2>
    <button
      type="button"
      class="button outlined mute-all"
      @click=${() => void intents.command({ name: 'muteAll', args: {} })}
    >
      ${icon('mic-off')} Mute everybody else
    </button>
    ${insidePlaces(state).map((place, index) => placeSection(model, place, index === 0, ask))}
    ${waitingSection(state)} ${awaySection(model, ask)}
  </div>`;
}

function placeSection(model: RoomModel, place: string, first: boolean, ask: Ask): TemplateResult {
  const { state } = model;
  const seats = seatsIn(state, place);
  const { durationMinutes } = state.session;
  return html`<section aria-label=${placeName(state, place)}>
    <header>
      ${placeBadge(state, place)}
      <h3>${placeName(state, place)} · ${seats.length}</h3>
      ${first ? html`<small>credited${durationMinutes === undefined ? '' : `, of ${durationMinutes}`}</small>` : nothing}
    </header>
    <ul>
      ${rows(model, seats, ask)}
    </ul>
  </section>`;
}

function waitingSection(state: SessionState): TemplateResult | typeof nothing {
  const waiting = seatsIn(state, 'waiting');
  if (waiting.length === 0) return nothing;
  return html`<section aria-label="Waiting">
    <header>
      <span class="letter neutral" aria-hidden="true">${icon('hourglass')}</span>
      <h3>Waiting · ${waiting.length}</h3>
    </header>
  </section>`;
}

function awaySection(model: RoomModel, ask: Ask): TemplateResult | typeof nothing {
  const away = seatsIn(model.state, 'away');
  if (away.length === 0) return nothing;
  return html`<section aria-label="Not here">
    <header>
      <span class="letter neutral" aria-hidden="true">${icon('person-x')}</span>
      <h3>Not here · ${away.length}</h3>
    </header>
    <ul>
      ${rows(model, away, ask)}
    </ul>
  </section>`;
}

export function placeBadge(state: SessionState, place: string): TemplateResult {
  return letterBadge(placeLetter(state, place));
}

export function creditedMinutes(state: SessionState, seat: string): number | undefined {
  return state.attendance.find((entry) => entry.seat === seat)?.creditedMinutes;
}

function rows(model: RoomModel, seats: readonly Seat[], ask: Ask): unknown {
  return repeat(
    seats,
    (seat) => seat.id,
    (seat) => row(model, seat, ask),
  );
}

function row(model: RoomModel, seat: Seat, ask: Ask): TemplateResult {
  const name = fullNameOf(seat);
  const minutes = creditedMinutes(model.state, seat.id);
  const planned = model.state.session.durationMinutes ?? 0;
  const share = minutes === undefined || planned === 0 ? 0 : Math.min(100, (minutes / planned) * 100);
  return html`<li class="person">
    ${
      isStaff(seat.role)
        ? html`<span class="person-button">${who(model.state, seat)}</span>`
        : html`<button
            type="button"
            class="person-button"
            aria-label=${`Safety card of ${name}`}
            @click=${() => ask({ kind: 'safety', seat: seat.id })}
          >
            ${who(model.state, seat)}
          </button>`
    }
    ${
      minutes === undefined
        ? nothing
        : html`<span class="dose" aria-hidden="true"><i style=${`width:${share}%`}></i></span
            ><span class="figures minutes">${minutes} min</span>`
    }
    <ar-menu .label=${`Actions for ${name}`} .items=${personActions(model, seat, ask)}></ar-menu>
  </li>`;
}

function who(state: SessionState, seat: Seat): TemplateResult {
  const name = fullNameOf(seat);
  return html`<span class="initials" aria-hidden="true">${initials(name)}</span>
    <span class="person-words"
      ><b><bdi title=${name}>${name}</bdi></b
      >${remark(state, seat)}${figures(seat)}</span
    >`;
}

/** How the line of somebody who is here does, as staff are told it. */
function figures({ connected, health }: Seat): TemplateResult | typeof nothing {
  const words = health === undefined || !connected ? '' : lineWords(health);
  return words === '' ? nothing : html`<small class="figures">Line: ${words}</small>`;
}

function remark(state: SessionState, seat: Seat): TemplateResult | typeof nothing {
  const { microphone, camera, chat } = seat.grants;
  const words = [
    seat.id === state.you.id ? 'you' : seat.role === 'patient' ? '' : roleNames[seat.role],
    seat.landing && seat.connected ? 'on the way' : '',
    seat.aside === undefined ? '' : `aside, from ${placeName(state, seat.aside.from)}`,
    seat.hand === undefined ? '' : `hand ${seat.hand.order}`,
    microphone ? '' : 'muted by staff',
    camera || isAudioOnly(state) ? '' : 'camera stopped by staff',
    seat.lessAsked === true && !isAudioOnly(state) ? 'asked to leave out pictures' : '',
    chat ? '' : 'chat off',
    seat.connected || seat.place === 'away' ? '' : 'reconnecting',
    state.weakLines.includes(seat.id) ? 'weak line' : '',
    seat.health?.pictures === false ? 'sound only: this browser has no pictures' : '',
  ].filter((word) => word !== '');
  return words.length === 0 ? nothing : html`<small>${words.join(', ')}</small>`;
}
