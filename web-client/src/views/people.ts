import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { isInside, isStaff, type Seat } from '../protocol/frames';
import { fullNameOf, letterOf, placeName, seatsIn, type SessionState } from '../session/state';
import { icon } from './icon';
import { letterBadge, type MenuItem } from './menu';
import type { RoomModel } from './model';
import { initials } from './tile';
import './menu';

/** Everybody of the session by place, with the minutes that count so far. */
export function people(model: RoomModel): TemplateResult {
  const { state } = model;
  const places = insidePlaces(state);
  const waiting = seatsIn(state, 'waiting');
  const away = seatsIn(state, 'away');
  return html`<div class="people">
    <h2 class="hidden-words">People</h2>
    ${places.map(
      (place, index) =>
        html`<section aria-label=${placeName(state, place)}>
          <header>
            ${placeBadge(state, place)}
            <h3>${placeName(state, place)} · ${seatsIn(state, place).length}</h3>
            ${index === 0 ? html`<small>credited${state.session.durationMinutes === undefined ? '' : `, of ${state.session.durationMinutes}`}</small>` : nothing}
          </header>
          <ul>
            ${rows(model, seatsIn(state, place))}
          </ul>
        </section>`,
    )}
    ${
      waiting.length === 0
        ? nothing
        : html`<section aria-label="Waiting">
            <header>
              <span class="letter neutral" aria-hidden="true">${icon('hourglass')}</span>
              <h3>Waiting · ${waiting.length}</h3>
            </header>
          </section>`
    }
    ${
      away.length === 0
        ? nothing
        : html`<section aria-label="Not here">
            <header>
              <span class="letter neutral" aria-hidden="true">${icon('person-x')}</span>
              <h3>Not here · ${away.length}</h3>
            </header>
            <ul>
              ${rows(model, away)}
            </ul>
          </section>`
    }
  </div>`;
}

export function insidePlaces(state: SessionState): string[] {
  const rooms = state.breakouts.kind === 'open' ? state.breakouts.rooms.map((room) => room.place) : [];
  const others = Object.values(state.seats)
    .map((seat) => seat.place)
    .filter((place) => isInside(place) && place !== 'main' && !rooms.includes(place));
  return ['main', ...rooms, ...new Set(others)];
}

export function placeBadge(state: SessionState, place: string): TemplateResult {
  return place === 'main' ? letterBadge('0') : letterBadge(letterOf(placeName(state, place)));
}

export function creditedMinutes(state: SessionState, seat: string): number | undefined {
  return state.attendance.find((entry) => entry.seat === seat)?.creditedMinutes;
}

function rows(model: RoomModel, seats: readonly Seat[]): unknown {
  return repeat(
    seats,
    (seat) => seat.id,
    (seat) => row(model, seat),
  );
}

function row(model: RoomModel, seat: Seat): TemplateResult {
  const name = fullNameOf(seat);
  const minutes = creditedMinutes(model.state, seat.id);
  const planned = model.state.session.durationMinutes ?? 0;
  const share = minutes === undefined || planned === 0 ? 0 : Math.min(100, (minutes / planned) * 100);
  const self = seat.id === model.state.you.id;
  return html`<li class="person">
    <span class="initials" aria-hidden="true">${initials(name)}</span>
    <span class="person-words"
      ><b><bdi title=${name}>${name}</bdi></b
      >${remark(model.state, seat)}</span
    >
    ${
      minutes === undefined
        ? nothing
        : html`<span class="dose" aria-hidden="true"><i style=${`width:${share}%`}></i></span
            ><span class="figures minutes">${minutes} min</span>`
    }
    ${self ? html`<span class="menu-space"></span>` : html`<ar-menu .label=${`Actions for ${name}`} .items=${actions(model, seat)}></ar-menu>`}
  </li>`;
}

function remark(state: SessionState, seat: Seat): TemplateResult | typeof nothing {
  const words = [
    seat.id === state.you.id ? 'you' : seat.role === 'patient' ? '' : seat.role,
    seat.hand === undefined ? '' : `hand ${seat.hand.order}`,
    seat.grants.microphone ? '' : 'muted by staff',
    seat.connected || seat.place === 'away' ? '' : 'reconnecting',
    state.weakLines.includes(seat.id) ? 'weak line' : '',
  ].filter((word) => word !== '');
  return words.length === 0 ? nothing : html`<small>${words.join(', ')}</small>`;
}

function actions({ state, intents }: RoomModel, seat: Seat): MenuItem[] {
  const to = (place: string): MenuItem => ({
    label: `Move to ${placeName(state, place)}`,
    letter: place === 'main' ? '0' : letterOf(placeName(state, place)),
    act: () => void intents.command({ name: 'assign', args: { seat: seat.id, to: place } }),
  });
  if (!isInside(seat.place)) return [removal(intents, seat)];
  const { microphone, camera } = seat.grants;
  return [
    microphone
      ? {
          label: 'Mute',
          icon: 'mic-off',
          act: () => void intents.command({ name: 'mute', args: { seat: seat.id } }),
        }
      : {
          label: 'Let speak again',
          icon: 'mic',
          act: () => void intents.command({ name: 'allow', args: { seat: seat.id, what: 'microphone' } }),
        },
    camera
      ? {
          label: 'Stop camera',
          icon: 'camera-off',
          act: () => void intents.command({ name: 'stopCamera', args: { seat: seat.id } }),
        }
      : {
          label: 'Let use camera again',
          icon: 'camera',
          act: () => void intents.command({ name: 'allow', args: { seat: seat.id, what: 'camera' } }),
        },
    ...insidePlaces(state)
      .filter((place) => place !== seat.place && !place.startsWith('hallway:'))
      .map(to),
    ...(isStaff(seat.role) ? [] : [hallway(intents, seat)]),
    {
      label: 'Send to waiting room',
      icon: 'hourglass',
      act: () => void intents.command({ name: 'sendToWaiting', args: { seat: seat.id } }),
    },
    removal(intents, seat),
  ];
}

function hallway(intents: RoomModel['intents'], seat: Seat): MenuItem {
  return {
    label: 'Talk in the hallway',
    icon: 'talk',
    act: () => void intents.command({ name: 'hallway', args: { seats: [seat.id] } }),
  };
}

function removal(intents: RoomModel['intents'], seat: Seat): MenuItem {
  return {
    label: 'Remove from session',
    icon: 'person-x',
    tone: 'berry',
    act: () => void intents.command({ name: 'remove', args: { seat: seat.id } }),
  };
}
