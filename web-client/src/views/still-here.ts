import { html, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { ArElement, define } from './element';

/** Asks whether somebody is there, over whatever screen it is. Any input answers; the button is for who looks for one. */
export class StillHere extends ArElement {
  @property({ type: Number }) secondsLeft = 0;
  @property({ type: Boolean }) open = false;
  @property({ attribute: false }) here: () => void = () => undefined;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  protected override updated(): void {
    const dialog = this.dialog;
    if (dialog === null || dialog.open === this.open) return;
    if (this.open) dialog.showModal();
    else dialog.close();
  }

  protected override render(): TemplateResult {
    return html`<dialog
      role="alertdialog"
      aria-labelledby="still-here-heading"
      aria-describedby="still-here-words"
      @close=${this.closed}
    >
      ${
        this.open
          ? html`<header><h2 id="still-here-heading">Are you still there?</h2></header>
              <p id="still-here-words">
                Nobody has used this page for a while. Soon we sign this device out, so that nobody else finds
                your seat open. Your place is kept.
              </p>
              <p class="note figures" aria-hidden="true">${words(this.secondsLeft)}</p>
              <button type="button" class="button filled wide" @click=${this.here}>I am still here</button>`
          : ''
      }
    </dialog>`;
  }

  /** Closed by a key while it is asked: somebody is there. */
  private readonly closed = (): void => {
    if (this.open) this.here();
  };
}

function words(seconds: number): string {
  return seconds === 1 ? '1 second left' : `${seconds} seconds left`;
}

define('ar-still-here', StillHere);
