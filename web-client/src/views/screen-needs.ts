import { html, nothing, type TemplateResult } from 'lit';
import type { Seat } from '../protocol/frames';
import { fullNameOf, placeName } from '../session/state';
import { clockFigures, secondsLeft } from '../session/time';
import { icon } from './icon';
import type { RoomModel } from './model';

/** How long a share is allowed by the first button. */
const shareSeconds = 600;

/** Who asks for the screen, and who has it and for how long still. */
export function screenNeeds(model: RoomModel): TemplateResult {
  return html`${model.state.shareRequests.map((seat) => request(model, seat))}
  ${leases(model).map((seat) => lease(model, seat))}`;
}

function request({ intents, state }: RoomModel, id: string): TemplateResult {
  const seat = state.seats[id];
  const name = seat === undefined ? 'Someone' : fullNameOf(seat);
  const elsewhere = seat !== undefined && seat.place !== 'main' ? ` in ${placeName(state, seat.place)}` : '';
  const grant = { seat: id, seconds: shareSeconds };
  return html`<article class="need" aria-label=${`Screen of ${name}`}>
    <span class="lamp-line">${icon('share')}</span>
    <p>
      <b><bdi>${name}</bdi></b> would like to share a screen${elsewhere}
    </p>
    <div class="need-actions">
      <button
        type="button"
        class="button tinted grow"
        @click=${() => void intents.command({ name: 'grantShare', args: grant })}
      >
        Allow for 10 min
      </button>
      <button
        type="button"
        class="button outlined"
        @click=${() => void intents.command({ name: 'denyShare', args: { seat: id } })}
      >
        Not now
      </button>
      ${seat === undefined ? nothing : takeOver({ state, intents }, seat, grant)}
    </div>
  </article>`;
}

/** Where somebody presents already, the screen can change hands in one step. */
function takeOver(
  { state, intents }: Pick<RoomModel, 'state' | 'intents'>,
  seat: Seat,
  grant: { readonly seat: string; readonly seconds: number },
): TemplateResult | typeof nothing {
  const presenter = state.presenters[seat.place];
  const known = presenter === undefined || presenter === null ? undefined : state.seats[presenter];
  if (known === undefined || known.id === seat.id) return nothing;
  return html`<button
    type="button"
    class="button outlined"
    @click=${() => void intents.command({ name: 'grantShare', args: { ...grant, takeOver: true } })}
  >
    Allow, and end ${known.id === state.you.id ? 'yours' : html`<bdi>${fullNameOf(known)}</bdi>`}
  </button>`;
}

function lease({ intents, now, state }: RoomModel, seat: Seat): TemplateResult {
  const name = fullNameOf(seat);
  return html`<article class="need" aria-label=${`Screen of ${name}`}>
    <span class="lamp-line">${icon('share')}</span>
    <p>
      <b><bdi>${name}</bdi></b> ${state.presenters[seat.place] === seat.id ? 'is sharing' : 'may share'},
      <span class="figures">${clockFigures(secondsLeft(seat.lease?.until ?? '', now))}</span> left
    </p>
    <div class="need-actions">
      <button
        type="button"
        class="button outlined"
        @click=${() => void intents.command({ name: 'grantShare', args: { seat: seat.id, seconds: shareSeconds } })}
      >
        Keep for 10 min
      </button>
      <button
        type="button"
        class="button outlined"
        @click=${() => void intents.command({ name: 'revokeShare', args: { seat: seat.id } })}
      >
        Take back
      </button>
    </div>
  </article>`;
}

function leases({ state, now }: RoomModel): Seat[] {
  return Object.values(state.seats).filter(
    (seat) => seat.id !== state.you.id && seat.lease !== undefined && secondsLeft(seat.lease.until, now) > 0,
  );
}
