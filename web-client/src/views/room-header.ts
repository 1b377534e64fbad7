import { html, nothing, type TemplateResult } from 'lit';
import { placeLetter } from '../session/letters';
import { sentenceList } from '../session/sentences';
import { nameOf, placeName, seatsIn } from '../session/state';
import { clockFigures, secondsLeft, timeOfDay, weekday } from '../session/time';
import { mark } from './drawings';
import { icon } from './icon';
import { letterBadge, toneOf } from './menu';
import type { RoomModel } from './model';

export function roomHeader(model: RoomModel): TemplateResult {
  return model.state.you.place.startsWith('breakout:') ? breakoutHeader(model) : groupHeader(model);
}

/** The group's own line: what it is, what time it is, when it ends. */
function groupHeader(model: RoomModel): TemplateResult {
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
    ${lineChip(model)} ${leaveButton(model)}
  </header>`;
}

/** The letter of the room, who is in it, and how long it is open. */
function breakoutHeader(model: RoomModel): TemplateResult {
  const { state: session, now } = model;
  const place = session.you.place;
  const name = placeName(session, place);
  const others = seatsIn(session, place).filter((seat) => seat.id !== session.you.id);
  const closesAt = session.breakouts.kind === 'open' ? session.breakouts.closesAt : undefined;
  const who = others.length === 0 ? 'You are here' : `${sentenceList([...others.map(nameOf), 'you'])}`;
  return html`<header class="bar breakout place-line-${toneOf(placeLetter(session, place))}">
    ${letterBadge(placeLetter(session, place))}
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
    ${leaveButton(model)}
  </header>`;
}

function leaveButton({ intents }: RoomModel): TemplateResult {
  return html`<button type="button" class="button outlined narrow-only" @click=${() => void intents.leave()}>
    Leave
  </button>`;
}

function lineChip({ media }: RoomModel): TemplateResult | typeof nothing {
  // Nothing is measured where nothing comes through; a banner says so.
  if (media.passage !== 'open') return nothing;
  if (media.line === 'none')
    return html`<span class="chip wide-only-flex">${icon('wifi')} Your line is connecting</span>`;
  const weak = media.line === 'weak';
  return html`<span class="chip wide-only-flex ${weak ? 'attention' : 'well'}"
    >${icon('wifi')} ${weak ? 'Your line is weak' : 'Your line is good'}</span
  >`;
}
