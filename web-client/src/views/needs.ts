import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Seat } from '../protocol/frames';
import { placeLetter } from '../session/letters';
import { breakoutPlace } from '../session/features/breakout';
import {
  fullNameOf,
  nameOf,
  placeName,
  safetyOf,
  waitingSeats,
  type HelpCall,
  type RaisedAlert,
  type SessionState,
} from '../session/state';
import { roughly, sinceSeconds } from '../session/time';
import { ArElement, define } from './element';
import { icon } from './icon';
import { letterBadge } from './menu';
import type { RoomModel } from './model';
import type { Ask } from './question';
import { item9Words, safetyRows } from './safety-card';
import { screenNeeds } from './screen-needs';
import './waiting-list';
import './writing';

/** How many things wait for an answer of staff. */
export function needsCount(state: SessionState): number {
  const lost = lostSeats(state).length;
  return (
    state.alerts.length +
    state.help.length +
    lost +
    state.shareRequests.length +
    state.claims.length +
    waitingSeats(state).length
  );
}

/** Who lost the line and has no alert of their own: with one, the alert says so too. */
function lostSeats(state: SessionState): Seat[] {
  return Object.keys(state.lostSince).flatMap((id) => {
    const seat = state.seats[id];
    const alarmed = state.alerts.some((alert) => alert.seat === id);
    return seat === undefined || alarmed || seat.place === 'away' || seat.place === 'waiting' ? [] : [seat];
  });
}

/** What needs staff, in order: silent alert, help, lost line, share, waiting. One list, the same on every view. */
export class NeedsList extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @property({ attribute: false }) ask: Ask = () => undefined;
  @state() private writingTo = '';

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
      ${count === 0 ? html`<p class="quiet">Nothing right now.</p>` : nothing}
      ${session.alerts.map((alert) => this.alert(model, alert))}
      ${session.help.map((call, index) => this.help(model, call, index))}
      ${lostSeats(session).map((seat) => this.lost(model, seat))} ${screenNeeds(model)}
      <ar-waiting-list .model=${model} .ask=${this.ask}></ar-waiting-list>
    </section>`;
  }

  private alert(model: RoomModel, alert: RaisedAlert): TemplateResult {
    const { state: session, now } = model;
    const seat = session.seats[alert.seat];
    const name = seat === undefined ? 'Someone' : fullNameOf(seat);
    const lostSince = session.lostSince[alert.seat];
    const item9 = alert.kind !== 'raised';
    // Whoever may have to be called is called from here: no click stands before the number. Who is held in the waiting
    // room has the same card just below.
    const atOnce = lostSince !== undefined || (item9 && seat?.place !== 'waiting');
    const safety = atOnce ? safetyOf(session, alert.seat) : undefined;
    return html`<article class="need alarm" aria-label=${`Alert of ${name}`}>
      ${icon('support')}
      <p>
        <b><bdi>${name}</bdi> ${item9 ? 'needs a talk first' : 'asked for support'}</b><br />
        ${item9 ? item9Words(seat?.checkIn) : 'Silently,'} ${roughly(sinceSeconds(alert.at, now))} ago. Only
        staff see this.
        ${alert.note === undefined || alert.note === '' ? nothing : html`<br /><bdi>“${alert.note}”</bdi>`}
      </p>
      ${lostSince === undefined ? nothing : lostWords(sinceSeconds(lostSince, now))}
      ${safety === undefined ? nothing : safetyRows(safety)}
      ${this.writingTo === alert.seat ? html`<ar-writing .model=${model} to=${alert.seat} @sent=${() => (this.writingTo = '')}></ar-writing>` : nothing}
      ${this.alertActions(model, alert, safety !== undefined)}
    </article>`;
  }

  private alertActions({ intents }: RoomModel, alert: RaisedAlert, shown: boolean): TemplateResult {
    const card = html`<button
      type="button"
      class="button outlined"
      @click=${() => this.ask({ kind: 'safety', seat: alert.seat })}
    >
      Safety card
    </button>`;
    return html`<div class="need-actions">
      <button type="button" class="button outlined" @click=${() => this.write(alert.seat)}>Message</button>
      <button
        type="button"
        class="button outlined"
        @click=${() => void intents.command({ name: 'hallway', args: { seats: [alert.seat] } })}
      >
        Hallway
      </button>
      ${shown ? nothing : card}
      <button
        type="button"
        class="button outlined"
        @click=${() => void intents.command({ name: 'acknowledgeAlert', args: { alert: alert.alert } })}
      >
        I've got it
      </button>
    </div>`;
  }

  /** Help is answered in the order of asking: only the first has the filled button. */
  private help({ intents, state: session, now }: RoomModel, call: HelpCall, index: number): TemplateResult {
    const place = breakoutPlace(call.breakout);
    const name = placeName(session, place);
    const who = call.seat === undefined ? undefined : session.seats[call.seat];
    return html`<article class="need attention" aria-label=${`Help for ${name}`}>
      ${letterBadge(placeLetter(session, place))}
      <p>
        <b><bdi>${name}</bdi> asked for help</b
        ><br />${who === undefined ? '' : html`<bdi>${nameOf(who)}</bdi>, `}${roughly(sinceSeconds(call.at, now))}
        ago${session.help.length > 1 ? `, number ${index + 1} in line` : ''}
      </p>
      <div class="need-actions">
        <button
          type="button"
          class="button ${index === 0 ? 'filled' : 'outlined'}"
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
      <div class="need-actions">
        <button
          type="button"
          class="button outlined"
          @click=${() => this.ask({ kind: 'safety', seat: seat.id })}
        >
          Safety card
        </button>
      </div>
    </article>`;
  }

  private write(to: string): void {
    this.writingTo = this.writingTo === to ? '' : to;
  }
}

function lostWords(seconds: number): TemplateResult {
  return html`<p class="need-lost">
    ${icon('wifi-off')} The line is lost, for ${roughly(seconds)}. Call now if you are worried.
  </p>`;
}

define('ar-needs-list', NeedsList);
