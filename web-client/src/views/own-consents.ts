import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { isStaff, type AcceptedConsent } from '../protocol/frames';
import { consentName, stands } from '../session/consents';
import { ArElement, define } from './element';
import type { RoomModel } from './model';

/** What one agreed to at check-in, and the way to take it back, which says first what that does. */
export class OwnConsents extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @property() asking = '';
  @state() private sending = false;

  protected override render(): TemplateResult {
    const model = this.model;
    const accepted = model?.state.you.checkIn?.consents ?? [];
    if (model === undefined || accepted.length === 0 || isStaff(model.state.you.role)) return html``;
    return html`<section class="own-consents">
      <h3>What you agreed to</h3>
      <ul>
        ${accepted.map((one) => html`<li>${this.row(model, one)}</li>`)}
      </ul>
    </section>`;
  }

  private row(model: RoomModel, one: AcceptedConsent): TemplateResult {
    const name = html`<bdi>${consentName(model.state, one.consent)}</bdi>`;
    if (!stands(one)) return html`<p>${name}<br /><small>You no longer agree. Your team knows.</small></p>`;
    if (this.asking !== one.consent) {
      return html`<p>${name}</p>
        <button type="button" class="button text take-back" @click=${() => this.ask(one.consent)}>
          I no longer agree
        </button>`;
    }
    return html`<p>
        ${name}<br /><small>Your team is told, and you wait outside until someone has talked with you.</small>
      </p>
      <button
        type="button"
        class="button outlined withdraw"
        ?disabled=${this.sending}
        @click=${() => void this.withdraw(model, one.consent)}
      >
        Tell my team
      </button>
      <button type="button" class="button text" @click=${() => this.keep()}>Keep it</button>`;
  }

  private ask(consent: string): void {
    this.asking = consent;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('.withdraw')?.focus());
  }

  private keep(): void {
    this.asking = '';
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('.take-back')?.focus());
  }

  private async withdraw(model: RoomModel, consent: string): Promise<void> {
    this.sending = true;
    await model.intents.command({ name: 'withdrawConsent', args: { consent } });
    this.sending = false;
    this.asking = '';
  }
}

define('ar-own-consents', OwnConsents);
