import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { isStaff } from '../protocol/frames';
import { addressees, mayWrite, toWords } from '../session/chatting';
import { seatName, type Message } from '../session/state';
import { timeOfDay } from '../session/time';
import { ArElement, define } from './element';
import { icon } from './icon';
import { keptWords } from './kept-words';
import type { RoomModel } from './model';

/** Chat is shown unless the program has none; what the team wrote to one is shown in any case. */
export function chatAllowed({ state }: RoomModel): boolean {
  const written = state.messages.some((message) => message.from !== undefined);
  return isStaff(state.you.role) || state.session.policy.chat !== 'off' || written;
}

/** Messages of this place, to the team, and, where the program allows it, to one person. */
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
    const shown = model.state.messages.filter((message) => message.from !== undefined);
    return html`<div class="chat">
      <div class="chat-log" role="log" aria-label="Messages" tabindex="0">
        ${shown.length === 0 ? html`<p class="quiet">Nobody has written yet.</p>` : ''}
        ${shown.map((message) => line(model, message))}
      </div>
      ${
        mayWrite(model.state)
          ? html`<form @submit=${this.send}>
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
              ${keptWords(model.state, 'messages')}
            </form>`
          : html`<p class="quiet">You cannot write here just now. You can raise your hand instead.</p>`
      }
    </div>`;
  }

  private choice({ state }: RoomModel): TemplateResult {
    const choices = addressees(state);
    if (choices.length < 2) return html`<p class="quiet">Only your team reads this.</p>`;
    return html`<label class="field"
      ><span>To</span>
      <select @change=${(event: Event) => (this.to = (event.target as HTMLSelectElement).value)}>
        ${choices.map(({ to, words }) => html`<option value=${to} ?selected=${to === this.to}>${words}</option>`)}
      </select></label
    >`;
  }

  private readonly send = (event: Event): void => {
    event.preventDefault();
    const text = this.text.trim();
    const model = this.model;
    if (text === '' || model === undefined) return;
    const choices = addressees(model.state);
    // Whoever was written to may have gone: then the first choice holds again, as the list shows it.
    const to = (choices.find((choice) => choice.to === this.to) ?? choices[0])?.to;
    if (to === undefined) return;
    void model.intents.command({ name: 'chat', args: { to, text } }).then((outcome) => {
      if (outcome.kind === 'ack') this.text = '';
    });
  };
}

function line({ state, locale }: RoomModel, message: Message): TemplateResult {
  const own = message.from === state.you.id;
  const name = seatName(state, message.from ?? '');
  const to = toWords(state, message);
  return html`<p class="chat-message ${own ? 'own' : ''}">
    <b><bdi>${name}</bdi></b>
    <time class="figures">${timeOfDay(message.at, locale)}</time>
    ${to === '' ? nothing : html`<span class="chip small"><bdi>${to}</bdi></span>`}
    <span class="chat-text"><bdi>${message.text}</bdi></span>
  </p>`;
}

define('ar-chat', Chat);
