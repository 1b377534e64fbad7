import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ArElement, define } from './element';
import { keptWords } from './kept-words';
import type { RoomModel } from './model';

/** One line to somebody: who waits reads it as from the team, who is inside as a private message. */
export class Writing extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  /** A seat, or `all` for everybody who waits. */
  @property() to = '';
  @state() private text = '';

  protected override firstUpdated(): void {
    this.querySelector('input')?.focus();
  }

  protected override render(): TemplateResult {
    return html`<form class="writing" @submit=${this.send}>
      <label class="field"
        ><span class="hidden-words">Message</span>
        <input
          maxlength="500"
          autocomplete="off"
          placeholder=${this.waits() ? 'It reads: Your team' : 'Only this person reads it'}
          .value=${this.text}
          @input=${(event: Event) => (this.text = (event.target as HTMLInputElement).value)}
      /></label>
      <button class="button outlined">Send</button>
      ${this.model === undefined ? '' : keptWords(this.model.state, 'messages')}
    </form>`;
  }

  private waits(): boolean {
    return this.to === 'all' || this.model?.state.seats[this.to]?.place === 'waiting';
  }

  private readonly send = (event: Event): void => {
    event.preventDefault();
    const text = this.text.trim();
    const { model, to } = this;
    if (text === '' || model === undefined) return;
    const sent = model.intents.command(
      this.waits()
        ? { name: 'messageWaiting', args: to === 'all' ? { text } : { text, seats: [to] } }
        : { name: 'chat', args: { to, text } },
    );
    void sent.then((outcome) => {
      if (outcome.kind === 'ack') this.dispatchEvent(new CustomEvent('sent'));
    });
  };
}

define('ar-writing', Writing);
