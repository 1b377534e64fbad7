import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { FormAnswers } from '../protocol/frames';
import type { AskedForms, CheckInStand } from '../session/check-in-link';
import {
  completeForms,
  emptyForms,
  forms,
  openItems,
  progress,
  type Form,
  type FormDraft,
} from '../session/forms';
import { crisisLine } from './crisis';
import { door, mark } from './drawings';
import { ArElement, define } from './element';
import { callCard, closedDoor } from './endings';
import { formFields } from './form-fields';

/** The page of a check-in without a session: its questionnaires, one button, and thanks. */
export class CheckInPage extends ArElement {
  @property({ attribute: false }) stand: CheckInStand = { kind: 'opening' };
  /** Sends the answers. */
  @property({ attribute: false }) send: ((answers: FormAnswers) => void) | undefined;
  @property({ attribute: false }) draft: FormDraft = emptyForms;
  @state() private flaw = '';

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeunload', this.leaving);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeunload', this.leaving);
  }

  protected override render(): TemplateResult {
    const { stand } = this;
    switch (stand.kind) {
      case 'incomplete':
        return closedDoor('incomplete');
      case 'opening':
      case 'refused':
      case 'unreachable':
        return closedDoor(`check-in-${stand.kind}`);
      case 'asking':
      case 'sending':
        return this.asking(stand.asked, stand.kind === 'sending');
      case 'unsent':
        return this.unsent(stand.asked);
      case 'sent':
        return sent(stand.asked, hasThoughtsOfDeath(this.draft));
    }
  }

  private asking(asked: AskedForms, sending: boolean): TemplateResult {
    const both = asked.forms.length > 1;
    return html`<div class="page check-in-page">
      <header class="bar">${mark()}<span class="bar-title">Check-in</span></header>
      <main id="main">
        <h1 tabindex="-1">How have you been?</h1>
        <p class="lead">
          ${both ? 'Two short questionnaires' : 'One short questionnaire'} from your program. Only your care
          team sees your answers. This browser keeps nothing of them, so stay on this page until you have sent
          them.${both ? ' You can skip either one.' : ''}
        </p>
        <form class="card questionnaire" novalidate ?inert=${sending} @submit=${this.submit}>
          ${formsOf(asked).map((form) => formFields(this.draft, form, (draft) => this.keep(draft)))}
          ${crisisLine(asked.crisis)}
          <p class="missing" role="alert">${this.flaw}</p>
          <button class="button filled wide" ?disabled=${sending}>
            ${sending ? 'Sending' : 'Send my answers'}
          </button>
        </form>
      </main>
    </div>`;
  }

  private unsent(asked: AskedForms): TemplateResult {
    return html`<div class="page ending">
      <header class="bar">${mark()}<span class="bar-title">Check-in</span></header>
      <main id="main">
        ${door()}
        <h1 tabindex="-1">Your answers are not sent yet</h1>
        <p class="ending-text" role="status">
          We could not reach your program. Your answers are still on this page: leave it open, and try again
          when you have a connection.
        </p>
        <p class="ending-back">
          <button type="button" class="button filled wide" @click=${this.submit}>Try again</button>
        </p>
        ${crisisLine(asked.crisis)}
      </main>
    </div>`;
  }

  private keep(draft: FormDraft): void {
    this.draft = draft;
    this.flaw = '';
  }

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    const { stand } = this;
    if (stand.kind !== 'asking' && stand.kind !== 'unsent') return;
    const open = firstOpen(stand.asked, this.draft);
    const answers = completeForms(this.draft);
    if (open !== undefined || answers === undefined) {
      this.flaw = flawWords(open);
      const { form, item } = open ?? { form: formsOf(stand.asked)[0], item: 0 };
      this.querySelector<HTMLInputElement>(`input[name="${form?.name}-${item}"]`)?.focus();
      return;
    }
    this.send?.(answers);
  };

  /** Whoever closes the page now loses what they filled in: the browser asks. */
  private readonly leaving = (event: Event): void => {
    const waits =
      this.stand.kind === 'asking' || this.stand.kind === 'sending' || this.stand.kind === 'unsent';
    if (waits && forms.some((form) => progress(this.draft, form) !== 'empty')) event.preventDefault();
  };
}

function formsOf({ forms: names }: AskedForms): Form[] {
  return forms.filter(({ name }) => names.includes(name));
}

interface Open {
  readonly form: Form;
  readonly item: number;
  readonly count: number;
}

/** The first question that is open in a questionnaire that was begun. */
function firstOpen(asked: AskedForms, draft: FormDraft): Open | undefined {
  const form = formsOf(asked).find((one) => progress(draft, one) === 'begun');
  if (form === undefined) return undefined;
  const item = form.items.findIndex((_, index) => draft[form.name][index] === undefined);
  return { form, item, count: openItems(draft, form) };
}

function flawWords(open: Open | undefined): string {
  if (open === undefined) return 'Please answer one questionnaire at least.';
  const words = open.count === 1 ? 'One question is' : `${open.count} questions are`;
  return `${words} open in “${open.form.title}”. Please answer, or clear these answers.`;
}

/** Item 9 of PHQ-9. */
function hasThoughtsOfDeath({ phq9 }: FormDraft): boolean {
  return (phq9[8] ?? 0) > 0;
}

/** Thanks, and whom to call. Nothing is promised that nobody may be there to keep. */
function sent({ crisis }: AskedForms, careful: boolean): TemplateResult {
  return html`<div class="page ending">
    <header class="bar">${mark()}<span class="bar-title">Check-in</span></header>
    <main id="main">
      ${door()}
      <h1 tabindex="-1">${careful ? 'Thank you for telling us' : 'Thank you'}</h1>
      <p class="ending-text" role="status">
        ${
          careful
            ? 'Your answers have arrived. Someone from your team will want to talk with you. That is a normal part of some days. They may not be looking at this moment.'
            : 'Your answers have arrived. Your care team will see them. You can close this page.'
        }
      </p>
      ${careful ? crisisLine(crisis) : nothing} ${callCard(crisis)}
    </main>
  </div>`;
}

define('ar-check-in-page', CheckInPage);
