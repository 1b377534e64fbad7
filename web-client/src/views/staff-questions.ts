import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { isInside, isStaff, roles, type Command, type Role, type Seat } from '../protocol/frames';
import { roleNames } from '../session/sentences';
import { fullNameOf } from '../session/state';
import { timeOfDay } from '../session/time';
import { deviceSettings, devicesWords } from './device-settings';
import { ArElement, define } from './element';
import type { RoomModel } from './model';
import { notificationSetting } from './notification-setting';
import type { Question, SeatQuestion } from './question';
import { safetyCard } from './safety-card';
import './dialog';
import './seat-devices';
import './writing';

const extensions = [5, 10, 15, 30] as const;

/** What staff are asked before something happens: one dialog, one question, one way forward. */
export class StaffQuestions extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @property({ attribute: false }) question: Question = { kind: 'none' };
  @state() private text = '';
  @state() private ban = false;
  @state() private second = '';
  @state() private newRole: Role | undefined;

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('question')) return;
    this.text = '';
    this.ban = false;
    this.second = '';
    this.newRole = undefined;
  }

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    const { question } = this;
    const [heading, content] =
      'seat' in question ? this.aboutSeat(model, question) : this.general(model, question);
    return html`<ar-dialog
      .heading=${heading}
      .content=${content}
      ?open=${content !== undefined}
      @closed=${this.close}
    ></ar-dialog>`;
  }

  private general(model: RoomModel, { kind }: Question): [string, TemplateResult | undefined] {
    switch (kind) {
      case 'tell':
        return ['Tell everyone', this.tell(model)];
      case 'devices':
        return [
          devicesWords(model.media),
          html`${deviceSettings(model.media, model.intents)} ${notificationSetting(model.intents.calls)}`,
        ];
      case 'extend':
        return ['More time', this.extend(model)];
      default:
        return ['', undefined];
    }
  }

  private aboutSeat(
    model: RoomModel,
    { kind, seat: id }: { readonly kind: SeatQuestion; readonly seat: string },
  ): [string, TemplateResult | undefined] {
    const seat = model.state.seats[id];
    if (seat === undefined) return ['', undefined];
    const name = fullNameOf(seat);
    switch (kind) {
      case 'safety':
        return [name, safetyCard(seat, model.state.consents)];
      case 'write':
        return [
          `Message to ${name}`,
          html`<ar-writing .model=${model} to=${id} @sent=${this.close}></ar-writing>`,
        ];
      case 'deny':
        return [`Do not admit ${name}`, this.deny(model, seat)];
      case 'to-waiting':
        return [`Send ${name} to the waiting room`, this.toWaiting(model, seat)];
      case 'remove':
        return [`Remove ${name}`, this.removal(model, seat)];
      case 'hallway':
        return ['Talk in the hallway', this.hallway(model, seat)];
      case 'role':
        return [`Role of ${name}`, this.changeRole(model, seat)];
      case 'seat-devices':
        return [`Devices of ${name}`, html`<ar-seat-devices .model=${model} seat=${id}></ar-seat-devices>`];
    }
  }

  private tell(model: RoomModel): TemplateResult {
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault();
        const text = this.text.trim();
        if (text !== '') this.then(model, { name: 'broadcast', args: { text } });
      }}
    >
      <label class="field"
        ><span>Everyone in every room reads it</span>
        <input maxlength="500" autocomplete="off" autofocus .value=${this.text} @input=${this.typed}
      /></label>
      <p><button class="button filled wide">Send to everyone</button></p>
    </form>`;
  }

  private extend(model: RoomModel): TemplateResult {
    const { session } = model.state;
    const hard = session.hardEndsAt;
    return html`<p>
        The planned end is <span class="figures">${timeOfDay(session.endsAt, model.locale)}</span>.${
          hard === undefined
            ? nothing
            : html` If nobody ends it, the session closes by itself at
                <span class="figures">${timeOfDay(hard, model.locale)}</span>.`
        }
      </p>
      <div class="choices">
        ${extensions.map(
          (minutes) =>
            html`<button
              type="button"
              class="button outlined"
              @click=${() => this.then(model, { name: 'extend', args: { minutes } })}
            >
              ${minutes} more minutes
            </button>`,
        )}
      </div>`;
  }

  private deny(model: RoomModel, seat: Seat): TemplateResult {
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault();
        this.then(model, { name: 'deny', args: { seats: [seat.id], ...this.reason() } });
      }}
    >
      <p>They read that the team cannot let them in today, and whom to call.</p>
      ${this.reasonField('A reason, in your words (they can read it)')}
      <p><button class="button outlined berry wide">Do not admit</button></p>
    </form>`;
  }

  private toWaiting(model: RoomModel, seat: Seat): TemplateResult {
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault();
        this.then(model, { name: 'sendToWaiting', args: { seat: seat.id, ...this.reason() } });
      }}
    >
      <p>They read that the team asks them to wait for a moment. You can admit them again at any time.</p>
      ${this.reasonField('A reason, for the record')}
      <p><button class="button filled wide">Send to waiting room</button></p>
    </form>`;
  }

  private removal(model: RoomModel, seat: Seat): TemplateResult {
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault();
        const ban = this.ban ? { ban: true } : {};
        this.then(model, { name: 'remove', args: { seat: seat.id, ...this.reason(), ...ban } });
      }}
    >
      <p>They leave the session now and read that the team will call them at the number they gave.</p>
      ${this.reasonField('A reason, for the record')}
      <label class="tick"
        ><input
          type="checkbox"
          .checked=${this.ban}
          @change=${(event: Event) => (this.ban = (event.target as HTMLInputElement).checked)}
        />
        <span>Do not let them come back into this session</span></label
      >
      <p><button class="button outlined berry wide">Remove from session</button></p>
    </form>`;
  }

  private hallway(model: RoomModel, seat: Seat): TemplateResult {
    const others = Object.values(model.state.seats).filter(
      (other) => canComeAside(other) && other.id !== seat.id,
    );
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault();
        const seats = this.second === '' ? [seat.id] : [seat.id, this.second];
        this.then(model, { name: 'hallway', args: { seats } });
      }}
    >
      <p>
        You and <bdi>${fullNameOf(seat)}</bdi> step aside. Nobody else sees or hears you, and every place is
        kept.
      </p>
      <label class="field"
        ><span>Take one more person along</span>
        <select @change=${(event: Event) => (this.second = (event.target as HTMLSelectElement).value)}>
          <option value="">Nobody</option>
          ${others.map((other) => html`<option value=${other.id}>${fullNameOf(other)}</option>`)}
        </select></label
      >
      <p><button class="button filled wide">Go to the hallway</button></p>
    </form>`;
  }

  private changeRole(model: RoomModel, seat: Seat): TemplateResult {
    const chosen = this.newRole ?? seat.role;
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault();
        this.then(model, { name: 'changeRole', args: { seat: seat.id, role: chosen } });
      }}
    >
      <fieldset class="radios">
        <legend>What they may do changes at once</legend>
        ${roles.map(
          (role) =>
            html`<label class="tick"
              ><input
                type="radio"
                name="role"
                value=${role}
                .checked=${role === chosen}
                @change=${() => (this.newRole = role)}
              />
              <span>${roleNames[role]}</span></label
            >`,
        )}
      </fieldset>
      <p>
        <button class="button filled wide" ?disabled=${chosen === seat.role}>Change role</button>
      </p>
    </form>`;
  }

  private reasonField(label: string): TemplateResult {
    return html`<label class="field"
      ><span>${label}</span>
      <input maxlength="500" autocomplete="off" autofocus .value=${this.text} @input=${this.typed}
    /></label>`;
  }

  private reason(): { readonly reason?: string } {
    const reason = this.text.trim();
    return reason === '' ? {} : { reason };
  }

  private readonly typed = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
  };

  private then(model: RoomModel, command: Command): void {
    this.close();
    void model.intents.command(command);
  }

  private readonly close = (): void => {
    this.dispatchEvent(new CustomEvent('answered'));
  };
}

/** Who may be offered for a talk aside; the engine has the last word. */
export function canComeAside(seat: Seat): boolean {
  const around = seat.place === 'waiting' || (isInside(seat.place) && !seat.place.startsWith('hallway:'));
  return around && !isStaff(seat.role);
}

define('ar-staff-questions', StaffQuestions);
