import { html, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { ArElement, define } from './element';
import { icon } from './icon';

/** A dialog over the screen. The browser holds the focus inside and gives it back to what opened it. */
export class Dialog extends ArElement {
  @property() heading = '';
  @property({ attribute: false }) content: TemplateResult | undefined;
  @property({ type: Boolean }) open = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  protected override updated(): void {
    const dialog = this.dialog;
    if (dialog === null || dialog.open === this.open) return;
    if (this.open) dialog.showModal();
    else dialog.close();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="dialog-heading" @close=${this.closed}>
      ${
        this.open
          ? html`<header>
                <h2 id="dialog-heading">${this.heading}</h2>
                <button type="button" class="icon-button" aria-label="Close" @click=${this.closed}>
                  ${icon('close')}
                </button>
              </header>
              ${this.content}`
          : ''
      }
    </dialog>`;
  }

  private readonly closed = (): void => {
    this.dispatchEvent(new CustomEvent('closed'));
  };
}

define('ar-dialog', Dialog);
