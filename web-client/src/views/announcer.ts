import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Notice } from '../session/state';
import { ArElement, define } from './element';

const batchMs = 2000;

/** Says notices to a screen reader: the polite ones together every two seconds, the urgent ones at once. */
export class Announcer extends ArElement {
  @property({ attribute: false }) notices: readonly Notice[] = [];
  @property() extra = '';
  @state() private polite = '';
  @state() private urgent = '';
  private said = 0;
  private lastExtra = '';
  private waiting: string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override updated(): void {
    for (const notice of this.notices.filter(({ id }) => id > this.said)) {
      this.said = notice.id;
      if (notice.urgent) this.urgent = notice.text;
      else this.later(notice.text);
    }
    if (this.extra !== this.lastExtra) {
      this.lastExtra = this.extra;
      if (this.extra !== '') this.later(this.extra);
    }
  }

  protected override render(): TemplateResult {
    return html`<div class="hidden-words" aria-live="polite">${this.polite}</div>
      <div class="hidden-words" aria-live="assertive">${this.urgent}</div>`;
  }

  private later(text: string): void {
    this.waiting.push(text);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.polite = this.waiting.join(' ');
      this.waiting = [];
    }, batchMs);
  }
}

define('ar-announcer', Announcer);
