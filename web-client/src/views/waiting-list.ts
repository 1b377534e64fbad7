import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Seat } from '../protocol/frames';
import { fullNameOf, waitingSeats } from '../session/state';
import { roughly, sinceSeconds } from '../session/time';
import { claimCards } from './claims';
import { ArElement, define } from './element';
import { icon } from './icon';
import type { RoomModel } from './model';
import type { Ask } from './question';
import { isIdentityAlone, safetyCard } from './safety-card';
import { initials } from './tile';
import './writing';

/** Who waits, in order. A card opens to the safety card, and to all that can be done for somebody who waits. */
export class WaitingList extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @property({ attribute: false }) ask: Ask = () => undefined;
  @property({ attribute: false }) opened = '';
  @state() private writingTo = '';

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    const seats = waitingSeats(model.state);
    return html`<div class="waiting-list">
      <header>
        <h3>Waiting room · ${seats.length}</h3>
        ${seats.length === 0 ? nothing : this.toAll(model)}
      </header>
      ${this.writingTo === 'all' ? this.writing(model, 'all') : nothing} ${claimCards(model)}
      ${seats.length === 0 && model.state.claims.length === 0 ? html`<p class="quiet">Nobody is waiting.</p>` : nothing}
      <ul>
        ${repeat(
          seats,
          (seat) => seat.id,
          (seat) => this.card(model, seat),
        )}
      </ul>
    </div>`;
  }

  private toAll(model: RoomModel): TemplateResult {
    return html`<button
        type="button"
        class="button text"
        aria-label="Message all waiting"
        @click=${() => this.write('all')}
      >
        Message
      </button>
      <button type="button" class="button tinted" @click=${() => void this.admitAll(model)}>
        Admit all
      </button>`;
  }

  private card(model: RoomModel, seat: Seat): TemplateResult {
    const name = fullNameOf(seat);
    const open = this.opened === seat.id || seat.held;
    return html`<li aria-label=${name} class="waiting-card ${open ? 'open' : ''}">
      <button
        type="button"
        class="person-button"
        aria-expanded=${open ? 'true' : 'false'}
        aria-label=${`Safety card of ${name}`}
        @click=${() => (this.opened = this.opened === seat.id ? '' : seat.id)}
      >
        <span class="initials" aria-hidden="true">${initials(name)}</span>
        <span class="person-words"
          ><b><bdi title=${name}>${name}</bdi></b
          ><small>${waitingWords(model, seat)}</small></span
        >
      </button>
      ${seat.held ? heldChip(seat) : nothing} ${open ? safetyCard(seat, model.state.consents) : nothing}
      ${this.writingTo === seat.id ? this.writing(model, seat.id) : nothing}
      <div class="card-actions">${this.actions(model, seat, open)}</div>
    </li>`;
  }

  private actions({ intents }: RoomModel, seat: Seat, open: boolean): TemplateResult {
    const seats = [seat.id];
    const admit = html`<button
      type="button"
      class="button outlined"
      @click=${() => void intents.command({ name: 'admit', args: { seats } })}
    >
      Admit
    </button>`;
    if (!open) return admit;
    return html`<button
        type="button"
        class="button ${seat.held ? 'filled' : 'outlined'}"
        @click=${() => void intents.command({ name: 'hallway', args: { seats } })}
      >
        Talk privately
      </button>
      ${admit}
      <button type="button" class="button outlined" @click=${() => this.write(seat.id)}>Message</button>
      <button
        type="button"
        class="button outlined"
        @click=${() => this.ask({ kind: 'seat-devices', seat: seat.id })}
      >
        Devices
      </button>
      ${this.holding(intents, seat)}
      <button
        type="button"
        class="button text berry"
        @click=${() => this.ask({ kind: 'deny', seat: seat.id })}
      >
        Do not admit
      </button>`;
  }

  private holding(intents: RoomModel['intents'], seat: Seat): TemplateResult {
    return html`<button
        type="button"
        class="button outlined"
        title=${seat.held ? 'May be admitted with everybody again' : 'Not admitted until you say so'}
        @click=${() => this.hold(intents, seat)}
      >
        ${seat.held ? 'Release' : 'Hold'}
      </button>
      ${
        seat.held
          ? nothing
          : html`<button
              type="button"
              class="button outlined"
              title="Not admitted until you have seen that it is this person"
              @click=${() => this.hold(intents, seat, true)}
            >
              Check identity
            </button>`
      }`;
  }

  /** The card stays as it is: its buttons must not move away under the hand that released somebody. */
  private hold(intents: RoomModel['intents'], seat: Seat, identity = false): void {
    this.opened = seat.id;
    const args = { seats: [seat.id], on: !seat.held, ...(identity ? { identity } : {}) };
    void intents.command({ name: 'hold', args });
  }

  private write(to: string): void {
    this.writingTo = this.writingTo === to ? '' : to;
  }

  private writing(model: RoomModel, to: string): TemplateResult {
    return html`<ar-writing .model=${model} to=${to} @sent=${() => (this.writingTo = '')}></ar-writing>`;
  }

  /** Held people stay; the first of them opens, so that it is seen who was left and why. */
  private async admitAll(model: RoomModel): Promise<void> {
    const outcome = await model.intents.command({ name: 'admitAll', args: {} });
    const [first] = outcome.kind === 'ack' ? outcome.held : [];
    if (first !== undefined) this.opened = first;
  }
}

function heldChip(seat: Seat): TemplateResult {
  return html`<span class="chip attention"
    >${icon('talk')} ${isIdentityAlone(seat) ? 'Check identity' : 'Talk first'}</span
  >`;
}

function waitingWords({ state, now }: RoomModel, seat: Seat): string {
  const since = state.waitingSince[seat.id];
  const words = since === undefined ? 'Waiting' : `Waiting ${roughly(sinceSeconds(since, now))}`;
  const apart = seat.steppedAway ? ', stepped away' : '';
  return `${words}${apart}${seat.connected ? '' : ', line lost'}`;
}

define('ar-waiting-list', WaitingList);
