import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Poll } from '../session/state';
import { ArElement, define } from './element';
import type { RoomModel } from './model';
import { pollBars } from './poll-bars';

/** The team's question to a participant: one answer, no answer, or, when it is closed and shared, all answers. */
export class PollAnswer extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @state() private choice = -1;
  @state() private sending = false;

  protected override render(): TemplateResult {
    const { poll, pollResult } = this.model?.state ?? {};
    if (poll !== undefined) return poll.answered ? thanks(poll) : this.form(poll);
    if (pollResult === undefined) return html`<p>The question is closed.</p>`;
    return html`<p class="poll-question"><bdi>${pollResult.question}</bdi></p>
      ${pollBars(pollResult.options, pollResult.results)}`;
  }

  private form(poll: Poll): TemplateResult {
    return html`<form @submit=${this.send}>
      <fieldset class="radios">
        <legend><bdi>${poll.question}</bdi></legend>
        ${poll.options.map(
          (option, index) =>
            html`<label class="tick"
              ><input
                type="radio"
                name="choice"
                value=${index}
                .checked=${this.choice === index}
                @change=${() => (this.choice = index)}
              />
              <span><bdi>${option}</bdi></span></label
            >`,
        )}
      </fieldset>
      <p class="note">
        ${
          poll.anonymous
            ? 'Nobody learns what you chose, your team included.'
            : 'Your team sees what you chose. The others do not see your name with it.'
        }
        You can leave it unanswered.
      </p>
      <button class="button filled wide" ?disabled=${this.choice < 0 || this.sending}>Send answer</button>
    </form>`;
  }

  private readonly send = (event: Event): void => {
    event.preventDefault();
    const model = this.model;
    if (model === undefined || this.choice < 0) return;
    this.sending = true;
    void model.intents.vote(this.choice).finally(() => {
      this.sending = false;
      this.choice = -1;
    });
  };
}

function thanks(poll: Poll): TemplateResult {
  return html`<p class="poll-question"><bdi>${poll.question}</bdi></p>
    <p role="status">
      You answered. Thank you.${poll.anonymous ? ' Nobody learns what you chose.' : nothing}
    </p>`;
}

define('ar-poll-answer', PollAnswer);
