import { html, nothing, type TemplateResult } from 'lit';
import {
  choices,
  openItems,
  progress,
  withAnswer,
  withoutForm,
  type Form,
  type FormDraft,
} from '../session/forms';

type Tell = (draft: FormDraft) => void;

/** One standard questionnaire with its questions, what is open of it, and a way to take the answers back. */
export function formFields(draft: FormDraft, form: Form, tell: Tell): TemplateResult {
  const state = progress(draft, form);
  const open = openItems(draft, form);
  return html`<section aria-labelledby="form-${form.name}">
    <h3 id="form-${form.name}">${form.title}</h3>
    <p>${form.stem}</p>
    ${form.items.map((item, index) => itemField(draft, form, item, index, tell))}
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
        : html`<button type="button" class="button text" @click=${() => tell(withoutForm(draft, form))}>
            Clear these answers
          </button>`
    }
  </section>`;
}

function itemField(draft: FormDraft, form: Form, item: string, index: number, tell: Tell): TemplateResult {
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
              .checked=${draft[form.name][index] === answer}
              @change=${() => tell(withAnswer(draft, form, index, answer))}
            />
            <span>${words}</span></label
          >`,
      )}
    </div>
  </fieldset>`;
}
