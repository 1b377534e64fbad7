import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { isInside } from '../protocol/frames';
import { countSoFar } from '../session/features/poll';
import type { Poll, PollResult } from '../session/state';
import { ArElement, define } from './element';
import { icon } from './icon';
import type { RoomModel } from './model';
import { pollBars } from './poll-bars';

const optionsMin = 2;
const optionsMax = 10;

/** Asking the group: a question with a few answers, the live count, and whether the answers are shown to all. */
export class Polls extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @state() private question = '';
  @state() private options: readonly string[] = ['', ''];
  @state() private anonymous = true;

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    const { poll, pollResult } = model.state;
    return html`<section class="polls" aria-label="Polls">
      <h2 class="hidden-words">Polls</h2>
      ${poll === undefined ? html`${pollResult === undefined ? nothing : this.last(pollResult)}${this.form(model)}` : this.running(model, poll)}
    </section>`;
  }

  private running(model: RoomModel, poll: Poll): TemplateResult {
    const close = (share: boolean): void =>
      void model.intents.command({ name: 'closePoll', args: { share } });
    const counts = countSoFar(model.state);
    const asked = Object.values(model.state.seats).filter(
      (seat) => isInside(seat.place) && seat.role !== 'observer',
    );
    return html`<div class="card poll">
      <h3><bdi>${poll.question}</bdi></h3>
      <p class="quiet">
        ${poll.anonymous ? 'Anonymous: nobody learns who chose what.' : 'Staff see who chose what.'}
      </p>
      <p class="poll-count" role="status">
        <b class="figures">${poll.voted}</b> of ${asked.length} here have answered
      </p>
      ${
        counts === undefined
          ? html`<ul class="poll-options">
              ${poll.options.map((option) => html`<li><bdi>${option}</bdi></li>`)}
            </ul>`
          : pollBars(poll.options, counts)
      }
      <div class="need-actions">
        <button type="button" class="button outlined" @click=${() => close(true)}>
          Close and show answers
        </button>
        <button type="button" class="button outlined" @click=${() => close(false)}>Close quietly</button>
      </div>
    </div>`;
  }

  private last(result: PollResult): TemplateResult {
    return html`<div class="card poll">
      <h3><bdi>${result.question}</bdi></h3>
      <p class="quiet">
        ${result.shared ? 'Closed. Everyone sees these answers.' : 'Closed. Only staff see these answers.'}
      </p>
      ${pollBars(result.options, result.results)}
    </div>`;
  }

  private form(model: RoomModel): TemplateResult {
    return html`<form class="poll-form" @submit=${(event: Event) => this.open(event, model)}>
      <label class="field"
        ><span>Question</span>
        <input
          maxlength="300"
          autocomplete="off"
          .value=${this.question}
          @input=${(event: Event) => (this.question = (event.target as HTMLInputElement).value)}
      /></label>
      ${this.options.map((option, index) => this.option(option, index))}
      ${
        this.options.length < optionsMax
          ? html`<button type="button" class="button text" @click=${this.more}>
              ${icon('plus')} Another answer
            </button>`
          : nothing
      }
      <label class="tick"
        ><input
          type="checkbox"
          .checked=${this.anonymous}
          @change=${(event: Event) => (this.anonymous = (event.target as HTMLInputElement).checked)}
        />
        <span>Anonymous: nobody learns who chose what</span></label
      >
      <button class="button tinted wide" ?disabled=${!this.complete()}>Ask everyone</button>
    </form>`;
  }

  private option(option: string, index: number): TemplateResult {
    return html`<div class="poll-option">
      <label class="field"
        ><span>Answer ${index + 1}</span>
        <input
          maxlength="120"
          autocomplete="off"
          .value=${option}
          @input=${(event: Event) => this.change(index, (event.target as HTMLInputElement).value)}
      /></label>
      ${
        this.options.length > optionsMin
          ? html`<button
              type="button"
              class="icon-button"
              aria-label=${`Remove answer ${index + 1}`}
              @click=${() => (this.options = this.options.filter((_, other) => other !== index))}
            >
              ${icon('close')}
            </button>`
          : nothing
      }
    </div>`;
  }

  private change(index: number, text: string): void {
    this.options = this.options.map((option, other) => (other === index ? text : option));
  }

  private readonly more = (): void => {
    this.options = [...this.options, ''];
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>('.poll-option:last-of-type input')?.focus(),
    );
  };

  private complete(): boolean {
    return this.question.trim() !== '' && this.options.every((option) => option.trim() !== '');
  }

  private open(event: Event, model: RoomModel): void {
    event.preventDefault();
    if (!this.complete()) return;
    const args = {
      question: this.question.trim(),
      options: this.options.map((option) => option.trim()),
      anonymous: this.anonymous,
    };
    void model.intents.command({ name: 'openPoll', args }).then((outcome) => {
      if (outcome.kind !== 'ack') return;
      this.question = '';
      this.options = ['', ''];
    });
  }
}

define('ar-polls', Polls);
