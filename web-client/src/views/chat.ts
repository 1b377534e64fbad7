import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { isStaff } from '../protocol/frames';
import { nameOf } from '../session/state';
import { timeOfDay } from '../session/time';
import { ArElement, define } from './element';
import { icon } from './icon';
import type { RoomModel } from './model';

export function chatAllowed({ state }: RoomModel): boolean {
  return isStaff(state.you.role) || (state.session.policy.chat !== 'off' && state.you.grants.chat);
}

/** Messages of this place and to the team. */
export class Chat extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @state() private text = '';
  @state() private to = '';

  protected override updated(): void {
    if ((this.model?.state.unreadMessages ?? 0) > 0) this.model?.intents.readMessages();
    const log = this.querySelector('.chat-log');
    if (log !== null) log.scrollTop = log.scrollHeight;
  }

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    const { messages, you } = model.state;
    const shown = messages.filter((message) => message.from !== undefined);
    return html`<div class="chat">
      <div class="chat-log" role="log" aria-label="Messages" tabindex="0">
        ${shown.length === 0 ? html`<p class="quiet">Nobody has written yet.</p>` : ''}
        ${shown.map((message) => {
          const from = message.from === undefined ? undefined : model.state.seats[message.from];
          const name = message.from === you.id ? 'You' : from === undefined ? 'Someone' : nameOf(from);
          return html`<p class="chat-message ${message.from === you.id ? 'own' : ''}">
            <b><bdi>${name}</bdi></b>
            <time class="figures">${timeOfDay(message.at, model.locale)}</time>
            ${message.to === 'staff' ? html`<span class="chip small">to the team</span>` : ''}
            <span class="chat-text"><bdi>${message.text}</bdi></span>
          </p>`;
        })}
      </div>
      <form @submit=${this.send}>
        ${this.choice(model)}
        <label class="field"
          ><span class="hidden-words">Message</span>
          <input
            name="message"
            .value=${this.text}
            maxlength="2000"
            autocomplete="off"
            placeholder="Write a message"
            @input=${(event: Event) => (this.text = (event.target as HTMLInputElement).value)}
          />
        </label>
        <button class="button outlined" aria-label="Send message">${icon('send')} Send</button>
      </form>
    </div>`;
  }

  private choice({ state }: RoomModel): TemplateResult {
    if (isStaff(state.you.role)) return html``;
    if (state.session.policy.chat === 'staff') return html`<p class="quiet">Only your team reads this.</p>`;
    return html`<label class="field"
      ><span>To</span>
      <select @change=${(event: Event) => (this.to = (event.target as HTMLSelectElement).value)}>
        <option value="place">Everyone here</option>
        <option value="staff">Only your team</option>
      </select></label
    >`;
  }

  private readonly send = (event: Event): void => {
    event.preventDefault();
    const text = this.text.trim();
    const model = this.model;
    if (text === '' || model === undefined) return;
    const only = model.state.session.policy.chat === 'staff' && !isStaff(model.state.you.role);
    const to = only ? 'staff' : this.to || 'place';
    void model.intents.command({ name: 'chat', args: { to, text } }).then((outcome) => {
      if (outcome.kind === 'ack') this.text = '';
    });
  };
}

define('ar-chat', Chat);
