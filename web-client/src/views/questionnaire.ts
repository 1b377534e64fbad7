import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Crisis } from '../protocol/frames';
import { emptyForms, forms, type FormDraft } from '../session/forms';
import { crisisLine } from './crisis';
import { ArElement, define } from './element';
import { formFields } from './form-fields';

/** The two standard questionnaires, in their own words. No score is shown: that is for a talk with the team. */
export class Questionnaire extends ArElement {
  @property({ attribute: false }) draft: FormDraft = emptyForms;
  @property({ attribute: false }) crisis: Crisis | undefined;

  protected override render(): TemplateResult {
    return html`<div class="questionnaire">
      <p class="quiet">
        Only your care team sees your answers, to know how you are before we start. You can skip either one.
      </p>
      ${forms.map((form) => formFields(this.draft, form, (draft) => this.tell(draft)))}
      ${crisisLine(this.crisis)}
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

  private tell(draft: FormDraft): void {
    this.dispatchEvent(new CustomEvent('filled', { detail: draft }));
  }
}

define('ar-questionnaire', Questionnaire);
