import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { smallDoor } from './drawings';
import { ArElement, define } from './element';
import { icon } from './icon';
import type { RoomModel } from './model';

/** After two seconds of silence: what is kept, what is fine, what is missing. */
export class ReconnectCard extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @property({ type: Number }) seconds = 0;
  @state() private advice = false;

  protected override firstUpdated(): void {
    this.querySelector('h2')?.focus();
  }

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    const hand = model.state.you.hand !== undefined;
    return html`<div class="veil">
      <section
        class="reconnect"
        role="alertdialog"
        aria-labelledby="reconnect-heading"
        aria-describedby="reconnect-words"
      >
        ${smallDoor()}
        <h2 id="reconnect-heading" tabindex="-1">Bringing you back</h2>
        <p id="reconnect-words">
          Your line dropped for a moment.
          <b>Your place in the group is kept</b>${hand ? ', and so is your turn to speak' : ''}.
        </p>
        ${facts()}
        <p class="note figures">We keep trying for you. ${this.seconds} seconds so far.</p>
        <button type="button" class="button filled wide" @click=${() => model.intents.tryNow()}>
          Try now
        </button>
        ${this.more(model)}
        ${this.advice ? html`<p class="note">Move closer to your router, or switch from Wi-Fi to mobile data. Close other apps that use video. Your seat waits for you.</p>` : nothing}
      </section>
    </div>`;
  }

  private more(model: RoomModel): TemplateResult {
    return html`<p class="reconnect-more">
      ${
        model.media.cameraWanted && !model.media.audioOnly
          ? html`<button type="button" class="button text" @click=${() => this.soundOnly(model)}>
              ${icon('speaker')} Come back with sound only
            </button>`
          : nothing
      }
      <button
        type="button"
        class="button text"
        aria-expanded=${this.advice ? 'true' : 'false'}
        @click=${() => (this.advice = !this.advice)}
      >
        ${icon('question')} What can I do?
      </button>
    </p>`;
  }

  private soundOnly(model: RoomModel): void {
    void model.intents.wantCamera(false);
    model.intents.tryNow();
  }
}

function facts(): TemplateResult {
  return html`<dl class="facts">
    <div>
      <dt>${icon('monitor')} Your device</dt>
      <dd class="chip well">fine</dd>
    </div>
    <div>
      <dt>${icon('wifi-off')} Your line</dt>
      <dd class="chip attention">looking for it</dd>
    </div>
    <div>
      <dt>${icon('door')} Your seat</dt>
      <dd class="chip well">kept</dd>
    </div>
  </dl>`;
}

define('ar-reconnect-card', ReconnectCard);
