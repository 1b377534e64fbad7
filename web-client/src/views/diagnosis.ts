import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Withheld } from '../session/barred';
import { ArElement, define } from './element';
import { icon } from './icon';

/** Embedded, but the page around us forbids the camera or the microphone: the patient's way out first, then the owner's line. */
export class Diagnosis extends ArElement {
  @property() device: Withheld = 'camera';
  @property() address = '';
  @property() origin = '';
  @property({ type: Boolean }) storage = true;
  @state() private copied = false;

  protected override render(): TemplateResult {
    const line = headerLine(this.origin);
    return html`<main id="main" class="page diagnosis">
      <div class="diagnosis-top">
        <span class="diagnosis-sign">${icon(this.device === 'camera' ? 'camera-off' : 'mic-off')}</span>
        <div>
          <h1 tabindex="-1">This page does not let your ${this.device} start</h1>
          ${this.wayOut()}
        </div>
      </div>
      ${this.owner(line)}
    </main>`;
  }

  /** A link opens in a tab of its own; whom a portal let in without one has no other address. */
  private wayOut(): TemplateResult {
    if (this.address === '')
      return html`<p>
        Nothing is wrong with your phone or computer, and your place is kept. Your program can send you a link
        that opens the room in its own tab.
      </p>`;
    return html`<p>
        Nothing is wrong with your phone or computer. The room opens fine in its own tab, and your place is
        kept.
      </p>
      <p>
        <a class="button filled" href=${this.address} target="_blank" rel="noopener"
          >${icon('external')} Open the room in a new tab</a
        >
      </p>`;
  }

  /** What whoever runs the page around is to put right. */
  private owner(line: string): TemplateResult {
    return html`<section class="card diagnosis-owner">
      <header>
        <h2>For whoever runs this portal</h2>
        <span class="chip">${icon('wrench')} code <code>policy-${this.device}</code></span>
      </header>
      <div class="finding">
        <span class="chip attention">${icon('warning')} Missing</span>
        <p><b>Permissions-Policy</b> response header of this page, or <b>allow</b> on its frame</p>
      </div>
      <div class="header-line">
        <b>Send this header with the page</b>
        <code>${line}</code>
        <button type="button" class="button outlined" @click=${() => this.copy(line)}>
          ${icon('copy')} ${this.copied ? 'Copied' : 'Copy line'}
        </button>
      </div>
      <div class="finding">
        <span class="chip well">${icon('check')} Fine</span>
        <p><b>frame-ancestors</b> this portal is on the list</p>
      </div>
      <div class="finding">
        <span class="chip well">${icon('check')} Fine</span>
        <p><b>Storage</b> ${this.storage ? 'is available' : 'works without third-party cookies'}</p>
      </div>
    </section>`;
  }

  private copy(line: string): void {
    void navigator.clipboard?.writeText(line).then(
      () => (this.copied = true),
      () => undefined,
    );
  }
}

export function headerLine(origin: string): string {
  const feature = (name: string): string => `${name}=(self "${origin}")`;
  return `Permissions-Policy: ${['camera', 'microphone', 'display-capture'].map(feature).join(', ')}`;
}

define('ar-diagnosis', Diagnosis);
