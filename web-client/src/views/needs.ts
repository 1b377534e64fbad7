import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Seat } from '../protocol/frames';
import { breakoutPlace } from '../session/sentences';
import {
  fullNameOf,
  letterOf,
  nameOf,
  placeName,
  waitingSeats,
  type HelpCall,
  type RaisedAlert,
  type SessionState,
} from '../session/state';
import { clockFigures, roughly, secondsLeft, sinceSeconds } from '../session/time';
import { ArElement, define } from './element';
import { icon } from './icon';
import { letterBadge } from './menu';
import type { RoomModel } from './model';
import { initials } from './tile';

/** How long a share is allowed by the first button. */
export const shareSeconds = 600;

/** How many things wait for an answer of staff. */
export function needsCount(state: SessionState): number {
  const lost = lostSeats(state).length;
  return (
    state.alerts.length + state.help.length + lost + state.shareRequests.length + waitingSeats(state).length
  );
}

function lostSeats(state: SessionState): Seat[] {
  return Object.keys(state.lostSince).flatMap((id) => {
    const seat = state.seats[id];
    return seat === undefined || seat.place === 'away' || seat.place === 'waiting' ? [] : [seat];
  });
}

/** What needs staff, in order: silent alert, help, lost line, share, waiting. One list, the same on every view. */
export class NeedsList extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @state() private openCard = '';
  @state() private writingTo = '';
  @state() private text = '';

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    const { state: session } = model;
    const count = needsCount(session);
    return html`<section class="needs" aria-label="Needs you">
      <header>
        <h2>Needs you</h2>
        <span class="chip">${count}</span>
      </header>
      ${count === 0 && session.alerts.length === 0 ? html`<p class="quiet">Nothing right now.</p>` : nothing}
      ${session.alerts.map((alert) => this.alert(model, alert))}
      ${session.help.map((call) => this.help(model, call))}
      ${lostSeats(session).map((seat) => this.lost(model, seat))}
      ${session.shareRequests.map((seat) => this.request(model, seat))}
      ${leases(model).map((seat) => this.lease(model, seat))} ${this.waiting(model)}
    </section>`;
  }

  private alert(model: RoomModel, alert: RaisedAlert): TemplateResult {
    const { intents, state: session, now } = model;
    const seat = session.seats[alert.seat];
    return html`<article class="need alarm">
      ${icon('support')}
      <p>
        <b
          ><bdi>${seat === undefined ? 'Someone' : fullNameOf(seat)}</bdi>
          ${alert.kind === 'raised' ? 'asked for support' : 'needs a talk first'}</b
        ><br />
        Silently, ${roughly(sinceSeconds(alert.at, now))} ago. Only staff see this.
        ${alert.note === undefined || alert.note === '' ? nothing : html`<br /><bdi>${alert.note}</bdi>`}
      </p>
      ${safetyRows(alert)} ${this.writingTo === alert.seat ? this.writing(model, alert.seat) : nothing}
      <div class="need-actions">
        <button type="button" class="button outlined" @click=${() => this.write(alert.seat)}>Message</button>
        <button
          type="button"
          class="button outlined"
          @click=${() => void intents.command({ name: 'hallway', args: { seats: [alert.seat] } })}
        >
          Hallway
        </button>
        <button
          type="button"
          class="button outlined"
          @click=${() => void intents.command({ name: 'acknowledgeAlert', args: { alert: alert.alert } })}
        >
          I've got it
        </button>
      </div>
    </article>`;
  }

  private help({ intents, state: session, now }: RoomModel, call: HelpCall): TemplateResult {
    const place = breakoutPlace(call.breakout);
    const name = placeName(session, place);
    const who = call.seat === undefined ? undefined : session.seats[call.seat];
    return html`<article class="need attention">
      ${letterBadge(letterOf(name))}
      <p>
        <b><bdi>${name}</bdi> asked for help</b
        ><br />${who === undefined ? '' : html`<bdi>${nameOf(who)}</bdi>, `}${roughly(sinceSeconds(call.at, now))}
        ago
      </p>
      <div class="need-actions">
        <button
          type="button"
          class="button filled"
          @click=${() => {
            void intents.command({ name: 'answerHelp', args: { breakout: call.breakout } });
            void intents.command({ name: 'goTo', args: { place } });
          }}
        >
          Go there now
        </button>
        <button
          type="button"
          class="button outlined"
          @click=${() => void intents.command({ name: 'answerHelp', args: { breakout: call.breakout } })}
        >
          I've got it
        </button>
      </div>
    </article>`;
  }

  private lost({ state: session, now }: RoomModel, seat: Seat): TemplateResult {
    const since = session.lostSince[seat.id];
    return html`<article class="need">
      ${icon('wifi-off')}
      <p>
        <b><bdi>${fullNameOf(seat)}</bdi> lost the line</b><br />The seat in ${placeName(session, seat.place)}
        is kept.${since === undefined ? '' : ` ${roughly(sinceSeconds(since, now))}.`}
      </p>
    </article>`;
  }

  private request({ intents, state: session }: RoomModel, id: string): TemplateResult {
    const seat = session.seats[id];
    const name = seat === undefined ? 'Someone' : fullNameOf(seat);
    const elsewhere =
      seat !== undefined && seat.place !== 'main' ? ` in ${placeName(session, seat.place)}` : '';
    return html`<article class="need" aria-label=${`Screen of ${name}`}>
      <span class="lamp-line">${icon('share')}</span>
      <p>
        <b><bdi>${name}</bdi></b> would like to share a screen${elsewhere}
      </p>
      <div class="need-actions">
        <button
          type="button"
          class="button tinted grow"
          @click=${() => void intents.command({ name: 'grantShare', args: { seat: id, seconds: shareSeconds } })}
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
      </div>
    </article>`;
  }

  private lease({ intents, now }: RoomModel, seat: Seat): TemplateResult {
    return html`<article class="need" aria-label=${`Screen of ${fullNameOf(seat)}`}>
      <span class="lamp-line">${icon('share')}</span>
      <p>
        <b><bdi>${fullNameOf(seat)}</bdi></b> may share,
        <span class="figures">${clockFigures(secondsLeft(seat.lease?.until ?? '', now))}</span> left
      </p>
      <div class="need-actions">
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

  private waiting(model: RoomModel): TemplateResult {
    const seats = waitingSeats(model.state);
    return html`<div class="waiting-list">
      <header>
        <h3>Waiting room · ${seats.length}</h3>
        ${
          seats.length === 0
            ? nothing
            : html`<button
                  type="button"
                  class="button text"
                  aria-label="Message all waiting"
                  @click=${() => this.write('all')}
                >
                  Message
                </button>
                <button type="button" class="button tinted" @click=${() => void this.admitAll(model)}>
                  Admit all
                </button>`
        }
      </header>
      ${this.writingTo === 'all' ? this.writing(model, 'all') : nothing}
      ${seats.length === 0 ? html`<p class="quiet">Nobody is waiting.</p>` : nothing}
      <ul>
        ${repeat(
          seats,
          (seat) => seat.id,
          (seat) => this.card(model, seat),
        )}
      </ul>
    </div>`;
  }

  private card(model: RoomModel, seat: Seat): TemplateResult {
    const name = fullNameOf(seat);
    const open = this.openCard === seat.id || seat.held;
    const since = model.state.waitingSince[seat.id];
    return html`<li aria-label=${name} class="waiting-card ${open ? 'open' : ''}">
      <button
        type="button"
        class="person-button"
        aria-expanded=${open ? 'true' : 'false'}
        aria-label=${`Safety card of ${name}`}
        @click=${() => (this.openCard = this.openCard === seat.id ? '' : seat.id)}
      >
        <span class="initials" aria-hidden="true">${initials(name)}</span>
        <span class="person-words"
          ><b><bdi title=${name}>${name}</bdi></b
          ><small
            >${since === undefined ? 'Waiting' : `Waiting ${roughly(sinceSeconds(since, model.now))}`}${seat.connected ? '' : ', line lost'}</small
          ></span
        >
      </button>
      ${seat.held ? html`<span class="chip attention">${icon('talk')} Talk first</span>` : nothing}
      ${open ? this.safetyCard(seat) : nothing}
      ${this.writingTo === seat.id ? this.writing(model, seat.id) : nothing}
      <div class="card-actions">
        ${
          seat.held
            ? html`<button
                type="button"
                class="button filled"
                @click=${() => void model.intents.command({ name: 'hallway', args: { seats: [seat.id] } })}
              >
                Talk privately
              </button>`
            : nothing
        }
        <button
          type="button"
          class="button outlined"
          @click=${() => void model.intents.command({ name: 'admit', args: { seats: [seat.id] } })}
        >
          Admit
        </button>
        ${
          open
            ? html`<button type="button" class="button outlined" @click=${() => this.write(seat.id)}>
                  Message
                </button>
                <button
                  type="button"
                  class="button text berry"
                  @click=${() => void model.intents.command({ name: 'deny', args: { seats: [seat.id] } })}
                >
                  Do not admit
                </button>`
            : nothing
        }
      </div>
    </li>`;
  }

  private safetyCard(seat: Seat): TemplateResult {
    const item9 = seat.checkIn?.phq9Item9;
    return html`<div class="safety">
      ${
        seat.held
          ? html`<p class="held">
              ${icon('info')}
              ${item9 === undefined ? 'A talk comes first.' : `PHQ-9 item 9 answered ${item9}.`} Not admitted
              automatically.
            </p>`
          : nothing
      }
      ${
        seat.checkIn === undefined
          ? html`<p class="quiet">No check-in today.</p>`
          : html`<p class="safety-heading">Safety card, confirmed today</p>
              ${safetyRows(seat.checkIn)}`
      }
    </div>`;
  }

  private write(to: string): void {
    this.writingTo = this.writingTo === to ? '' : to;
    this.text = '';
    void this.updateComplete.then(() => this.querySelector<HTMLInputElement>('.writing input')?.focus());
  }

  private writing(model: RoomModel, to: string): TemplateResult {
    const send = (event: Event): void => {
      event.preventDefault();
      const text = this.text.trim();
      if (text === '') return;
      this.writingTo = '';
      const waits = to === 'all' || model.state.seats[to]?.place === 'waiting';
      void model.intents.command(
        waits
          ? { name: 'messageWaiting', args: to === 'all' ? { text } : { text, seats: [to] } }
          : { name: 'chat', args: { to, text } },
      );
    };
    return html`<form class="writing" @submit=${send}>
      <label class="field"
        ><span class="hidden-words">Message</span>
        <input
          maxlength="500"
          autocomplete="off"
          placeholder="It reads: Your team"
          .value=${this.text}
          @input=${(event: Event) => (this.text = (event.target as HTMLInputElement).value)}
      /></label>
      <button class="button outlined">Send</button>
    </form>`;
  }

  private async admitAll(model: RoomModel): Promise<void> {
    const outcome = await model.intents.command({ name: 'admitAll', args: {} });
    const left = outcome.kind === 'ack' ? outcome.held : [];
    const [first] = left;
    if (first !== undefined) this.openCard = first;
  }
}

function leases({ state, now }: RoomModel): Seat[] {
  return Object.values(state.seats).filter(
    (seat) => seat.id !== state.you.id && seat.lease !== undefined && secondsLeft(seat.lease.until, now) > 0,
  );
}

function safetyRows(card: {
  location?: string;
  callback?: string;
  contact?: string;
}): TemplateResult | typeof nothing {
  const rows = (
    [
      ['pin', 'Is at', card.location],
      ['phone', 'Call back', card.callback],
      ['person', 'Contact', card.contact],
    ] as const
  ).filter(([, , value]) => value !== undefined && value !== '');
  if (rows.length === 0) return nothing;
  return html`<dl class="safety-rows">
    ${rows.map(
      ([symbol, label, value]) =>
        html`<div>
          <dt>${icon(symbol)} ${label}</dt>
          <dd><bdi>${value}</bdi></dd>
        </div>`,
    )}
  </dl>`;
}

define('ar-needs-list', NeedsList);
