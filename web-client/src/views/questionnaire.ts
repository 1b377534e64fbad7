import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Crisis } from '../protocol/frames';
import {
  choices,
  emptyForms,
  forms,
  openItems,
  progress,
  withAnswer,
  withoutForm,
  type Form,
  type FormDraft,
} from '../session/forms';
import { crisisLine } from './crisis';
import { ArElement, define } from './element';

/** The two standard questionnaires, in their own words. No score is shown: that is for a talk with the team. */
export class Questionnaire extends ArElement {
  @property({ attribute: false }) draft: FormDraft = emptyForms;
  @property({ attribute: false }) crisis: Crisis | undefined;

  protected override render(): TemplateResult {
    return html`<div class="questionnaire">
      <p class="quiet">
        Only your care team sees your answers, to know how you are before we start. You can skip either one.
      </p>
      ${forms.map((form) => this.form(form))} ${crisisLine(this.crisis)}
      <div class="questionnaire-foot">
        <button
          type="button"
          class="button filled wide"
          @click=${() => this.dispatchEvent(new CustomEvent('done'))}
        >
          Back to check-in
        </button>
      </div>
    </div>`;
  }

  private form(form: Form): TemplateResult {
    const state = progress(this.draft, form);
    const open = openItems(this.draft, form);
    return html`<section aria-labelledby="form-${form.name}">
      <h3 id="form-${form.name}">${form.title}</h3>
      <p>${form.stem}</p>
      ${form.items.map((item, index) => this.item(form, item, index))}
      <p class="questionnaire-state" role="status">
        ${
          state === 'done'
            ? 'All answered.'
            : state === 'begun'
              ? `${open} ${open === 1 ? 'question is' : 'questions are'} open. Only a whole questionnaire is sent.`
              : ''
        }
      </p>
      ${
        state === 'empty'
          ? nothing
          : html`<button
              type="button"
              class="button text"
              @click=${() => this.tell(withoutForm(this.draft, form))}
            >
              Clear these answers
            </button>`
      }
    </section>`;
  }

  private item(form: Form, item: string, index: number): TemplateResult {
    return html`<fieldset class="item">
      <legend><span class="figures">${index + 1}.</span> ${item}</legend>
      <div class="item-choices">
        ${choices.map(
          (words, answer) =>
            html`<label class="tick"
              ><input
                type="radio"
                name="${form.name}-${index}"
                value=${answer}
                .checked=${this.draft[form.name][index] === answer}
                @change=${() => this.tell(withAnswer(this.draft, form, index, answer))}
              />
              <span>${words}</span></label
            >`,
        )}
      </div>
    </fieldset>`;
  }

  private tell(draft: FormDraft): void {
    this.dispatchEvent(new CustomEvent('filled', { detail: draft }));
  }
}

define('ar-questionnaire', Questionnaire);
