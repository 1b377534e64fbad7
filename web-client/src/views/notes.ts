import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { fullNameOf } from '../session/state';
import { timeOfDay } from '../session/time';
import { ArElement, define } from './element';
import { keptWords } from './kept-words';
import type { RoomModel } from './model';

/** What staff write for each other during the session; nobody else's screen ever has it. */
export class Notes extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @state() private text = '';

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    const { notes, seats } = model.state;
    return html`<div class="notes">
      <h1 tabindex="-1">Staff notes</h1>
      <p class="quiet">Only staff read these. They stay in the session's record.</p>
      <form class="card note-form" @submit=${this.keep}>
        <label class="field"
          ><span>New note</span>
          <textarea
            rows="3"
            maxlength="4000"
            .value=${this.text}
            @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
          ></textarea>
        </label>
        ${keptWords(model.state, 'notes')}
        <button class="button filled">Keep note</button>
      </form>
      ${
        notes.length === 0
          ? html`<p class="quiet">No notes yet.</p>`
          : html`<ol class="note-list" aria-label="Notes, newest first">
              ${[...notes].reverse().map((note) => {
                const from = note.from === undefined ? undefined : seats[note.from];
                const who = from === undefined ? 'The program' : fullNameOf(from);
                return html`<li class="card">
                  <p>
                    <b><bdi>${who}</bdi></b> <time class="figures">${timeOfDay(note.at, model.locale)}</time>
                  </p>
                  <p class="note-text"><bdi>${note.text}</bdi></p>
                </li>`;
              })}
            </ol>`
      }
    </div>`;
  }

  private readonly keep = (event: Event): void => {
    event.preventDefault();
    const text = this.text.trim();
    if (text === '') return;
    void this.model?.intents.command({ name: 'note', args: { text } }).then((outcome) => {
      if (outcome.kind === 'ack') this.text = '';
    });
  };
}

define('ar-notes', Notes);
