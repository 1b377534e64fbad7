import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { isStaff, type Seat } from '../protocol/frames';
import { roleNames, sentenceList } from '../session/sentences';
import { fullNameOf, nameOf, placeName, seatsIn, type Breakouts } from '../session/state';
import { clockFigures, secondsLeft } from '../session/time';
import { ArElement, define } from './element';
import { icon } from './icon';
import type { RoomModel } from './model';
import { creditedMinutes, placeBadge } from './people';
import { insidePlaces } from './person-actions';
import { sameRoom } from './room';
import { initials } from './tile';

type OpenRounds = Extract<Breakouts, { kind: 'open' }>;

/** Open breakouts as staff see them: one card a place, initials instead of faces, the time, and one line to all. */
export class BreakoutsOpen extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @state() private text = '';

  protected override render(): TemplateResult {
    const model = this.model;
    const breakouts = model?.state.breakouts;
    if (model === undefined || breakouts?.kind !== 'open') return html``;
    return html`<div class="breakouts-open">
      ${head(model, breakouts)}
      <div class="place-cards">${insidePlaces(model.state).map((place) => this.card(model, place))}</div>
      <form class="card tell" @submit=${this.tell}>
        ${icon('megaphone')}
        <label class="field"
          ><span class="hidden-words">Write to every room</span>
          <input
            maxlength="500"
            autocomplete="off"
            placeholder="Write to every room, for example: two minutes left, finish your round"
            .value=${this.text}
            @input=${(event: Event) => (this.text = (event.target as HTMLInputElement).value)}
        /></label>
        <button class="button outlined">Tell everyone</button>
      </form>
    </div>`;
  }

  private card(model: RoomModel, place: string): TemplateResult {
    const { state: session, intents } = model;
    const seats = seatsIn(session, place);
    const name = placeName(session, place);
    const here = session.you.place === place;
    const asked = session.help.some(
      (call) => place.startsWith('breakout:') && sameRoom(call.breakout, place.slice('breakout:'.length)),
    );
    return html`<section class="card place-card ${asked ? 'asked' : ''}" aria-label=${name}>
      <header>
        ${placeBadge(session, place)}
        <div>
          <h2><bdi>${name}</bdi></h2>
          <p>
            ${here ? 'You are here' : seats.length === 1 ? '1 person' : `${seats.length} people`}${asked ? ' · asked for help' : ''}
          </p>
        </div>
        ${staffMark(session.you.id, seats)}
        ${here ? nothing : html`<button type="button" class="button outlined" @click=${() => void intents.command({ name: 'goTo', args: { place } })}>Go to ${name}</button>`}
      </header>
      <ul>
        ${seats.map((seat) => member(model, seat))}
      </ul>
    </section>`;
  }

  private readonly tell = (event: Event): void => {
    event.preventDefault();
    const text = this.text.trim();
    if (text === '') return;
    void this.model?.intents.command({ name: 'broadcast', args: { text } }).then((outcome) => {
      if (outcome.kind === 'ack') this.text = '';
    });
  };
}

/** How long the rooms are still open, and what is done about that. */
function head({ now, intents }: RoomModel, { closesAt, closing }: OpenRounds): TemplateResult {
  const left = closesAt === undefined ? undefined : clockFigures(secondsLeft(closesAt, now));
  const close = (countdownSeconds: number): void =>
    void intents.command({ name: 'closeBreakouts', args: { countdownSeconds } });
  return html`<header class="planner-head">
    <h1 tabindex="-1">
      ${left === undefined ? 'Breakouts are open' : html`<span class="figures">${left}</span> ${closing ? 'until everyone is back' : 'left in breakouts'}`}
    </h1>
    <div class="open-actions">
      ${
        closesAt === undefined
          ? nothing
          : html`<button
              type="button"
              class="button outlined"
              @click=${() => void intents.command({ name: 'extendBreakouts', args: { seconds: 120 } })}
            >
              ${icon('plus')} 2 minutes
            </button>`
      }
      <button type="button" class="button outlined" @click=${() => close(60)}>Close breakouts</button>
      ${
        closing
          ? html`<button type="button" class="button outlined" @click=${() => close(0)}>
              Bring everyone back now
            </button>`
          : nothing
      }
    </div>
  </header>`;
}

/** Who of the team is in a room, so that two do not go to the same one and nobody is alone by oversight. */
function staffMark(you: string, seats: readonly Seat[]): TemplateResult | typeof nothing {
  const staff = seats.filter((seat) => isStaff(seat.role) && seat.id !== you);
  if (staff.length === 0) return nothing;
  const names = sentenceList(staff.map((seat) => `\u2068${nameOf(seat)}\u2069`));
  return html`<span class="chip well"
    >${icon('person')} ${names} ${staff.length === 1 ? 'is' : 'are'} here</span
  >`;
}

function member({ state }: RoomModel, seat: Seat): TemplateResult {
  const name = fullNameOf(seat);
  const minutes = creditedMinutes(state, seat.id);
  const words =
    seat.id === state.you.id
      ? 'you'
      : !seat.connected
        ? 'reconnecting'
        : seat.landing
          ? 'on the way'
          : seat.role === 'patient'
            ? ''
            : roleNames[seat.role];
  return html`<li class="person">
    <span class="initials" aria-hidden="true">${initials(name)}</span>
    <span class="person-words"
      ><b><bdi title=${name}>${name}</bdi></b></span
    >
    <small>${words}</small>
    ${minutes === undefined ? nothing : html`<span class="figures minutes">${minutes} min</span>`}
  </li>`;
}

define('ar-breakouts-open', BreakoutsOpen);
