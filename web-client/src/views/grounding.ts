import { html, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { property } from 'lit/decorators.js';
import { ArElement, define } from './element';
import { icon } from './icon';

/** Something small to do while waiting. Nothing is counted, nothing is sent. */
export class Grounding extends ArElement {
  @property({ type: Number }) start = 0;
  @state() private found = -1;

  protected override render(): TemplateResult {
    const found = this.found < 0 ? this.start : this.found;
    return html`<section class="grounding">
      <h2>${icon('leaf')} While you wait, if you like</h2>
      <p>
        Look around and find five things that are the same colour. Take your time. There is nothing to get
        right.
      </p>
      <div class="circles" role="group" aria-label="Things you found">
        ${[1, 2, 3, 4, 5].map(
          (number) =>
            html`<button
              type="button"
              class=${number <= found ? 'found' : ''}
              aria-pressed=${number <= found ? 'true' : 'false'}
              aria-label=${`Thing ${number}`}
              @click=${() => (this.found = number === found ? number - 1 : number)}
            ></button>`,
        )}
      </div>
    </section>`;
  }
}

define('ar-grounding', Grounding);
