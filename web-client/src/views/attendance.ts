import { html, nothing, type TemplateResult } from 'lit';
import type { Seat } from '../protocol/frames';
import { isInside, isStaff } from '../protocol/frames';
import { placeLetter } from '../session/letters';
import { fullNameOf, placeName } from '../session/state';
import { strip } from '../session/strip';
import { inWords, roughly, timeOfDay } from '../session/time';
import { icon } from './icon';
import { toneOf } from './menu';
import type { RoomModel } from './model';

/** Who was where and when, and the minutes that count; words beside every colour. */
export function attendance(model: RoomModel): TemplateResult {
  const { state, locale } = model;
  const [start, end] = span(model);
  return html`<div class="attendance">
    <h1 tabindex="-1">Attendance, live</h1>
    <p class="quiet">
      Minutes count while someone is in the main room or a breakout. Reconnecting never counts twice.
    </p>
    ${figuresRow(model, start, end)}
    ${state.attendance.length === 0 ? html`<p class="quiet" role="status">Minutes appear here as soon as somebody is in the room.</p>` : nothing}
    <div class="table-frame" tabindex="0" role="region" aria-label="Attendance of each person">
      <table>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Came</th>
            <th scope="col" class="strip-head">
              <span class="figures">${timeOfDay(start, locale)}</span
              ><span class="figures">${timeOfDay((start + end) / 2, locale)}</span
              ><span class="figures">${timeOfDay(end, locale)}</span>
            </th>
            <th scope="col" class="number">Credited</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          ${Object.values(state.seats).map((seat) => row(model, seat, start, end))}
        </tbody>
      </table>
    </div>
    ${clockSteps(model)} ${legend(model)}
  </div>`;
}

function figuresRow({ state, now }: RoomModel, start: number, end: number): TemplateResult {
  const patients = Object.values(state.seats).filter((seat) => !isStaff(seat.role));
  const here = patients.filter((seat) => isInside(seat.place)).length;
  const into = Math.max(0, Math.round((now - start) / 60_000));
  return html`<div class="figures-row">
    <p class="card"><b>${here} of ${patients.length}</b><span>patients here now</span></p>
    <p class="card">
      <b>${into} min</b
      ><span>into a session of ${state.session.durationMinutes ?? Math.round((end - start) / 60_000)}</span>
    </p>
    <p class="card"><b>${patients.length - here}</b><span>not here right now</span></p>
  </div>`;
}

/** The line of time: the plan, stretched to what really happened. */
function span({ state, now }: RoomModel): [number, number] {
  const started = state.attendance.flatMap((entry) =>
    entry.intervals.map((interval) => Date.parse(interval.from)),
  );
  const start = Math.min(Date.parse(state.session.startsAt), ...started);
  return [start, Math.max(Date.parse(state.session.endsAt), now)];
}

function row(model: RoomModel, seat: Seat, start: number, end: number): TemplateResult {
  const { state, locale, now } = model;
  const entry = state.attendance.find((known) => known.seat === seat.id);
  const first = entry?.intervals[0];
  const pieces = strip(entry?.intervals ?? [], start, end, now);
  const words = pieces
    .map(
      (piece) =>
        `${placeName(state, piece.place)} ${timeOfDay(piece.start, locale)} to ${piece.end === undefined ? 'now' : timeOfDay(piece.end, locale)}`,
    )
    .join(', ');
  return html`<tr>
    <th scope="row"><bdi title=${fullNameOf(seat)}>${fullNameOf(seat)}</bdi></th>
    <td class="figures">${first === undefined ? 'not yet' : timeOfDay(first.from, locale)}</td>
    <td class="strip-cell">
      <span class="strip" role="img" aria-label=${words === '' ? 'Not here yet' : words}>
        ${pieces.map(
          (piece) =>
            html`<i
              class=${pieceTone(model, piece.place)}
              title=${placeName(state, piece.place)}
              style=${`inset-inline-start:${piece.from * 100}%;width:${piece.length * 100}%`}
            ></i>`,
        )}
      </span>
    </td>
    <td class="number figures"><b>${entry?.creditedMinutes ?? 0} min</b></td>
    <td>
      <span class="chip small ${isInside(seat.place) ? 'well' : ''}">${placeName(state, seat.place)}</span>
    </td>
  </tr>`;
}

/** So that times which do not add up to the minutes explain themselves. */
function clockSteps({ state, locale }: RoomModel): TemplateResult | typeof nothing {
  if (state.clockSteps.length === 0) return nothing;
  return html`<ul class="clock-steps" aria-label="When the clock was set">
    ${state.clockSteps.map(({ at, millis }) => {
      const way = millis < 0 ? 'back' : 'forward';
      return html`<li>
        ${icon('info')}
        <span
          >The clock was set ${way} by ${lasting(Math.abs(millis) / 1000)}, to
          <span class="figures">${timeOfDay(at, locale)}</span>. Nobody gains or loses minutes by it.</span
        >
      </li>`;
    })}
  </ul>`;
}

const lasting = (seconds: number): string => (seconds < 60 ? roughly(seconds) : inWords(seconds));

function pieceTone({ state }: RoomModel, place: string): string {
  if (place === 'main') return 'piece-main';
  if (place.startsWith('hallway:')) return 'piece-hallway';
  return `piece-${toneOf(placeLetter(state, place))}`;
}

function legend(model: RoomModel): TemplateResult {
  const used = new Set(
    model.state.attendance.flatMap((entry) => entry.intervals.map((interval) => interval.place)),
  );
  used.add('main');
  return html`<ul class="legend" aria-label="Colours">
    ${[...used].map((place) => html`<li><i class=${pieceTone(model, place)}></i>${placeName(model.state, place)}</li>`)}
    <li><i class="piece-none"></i>Away, not credited</li>
  </ul>`;
}
