import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { playerInPage, Players } from '../media/players';
import type { RemoteTracks } from '../media/session';
import { ArElement, define } from './element';

const againEveryMs = 1000;

/**
 * Plays what others say. Where the browser wants a touch first, it asks for one; and goes on by itself as soon as the
 * browser lets it, which is when the own microphone opens, often a moment after the others were heard of, or when the
 * call that stopped it is over.
 */
export class Sound extends ArElement {
  @property({ attribute: false }) remote: RemoteTracks = {};
  @state() private blocked = false;
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly players = new Players(playerInPage, (silent) => this.silent(silent));

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.players.close();
  }

  protected override updated(): void {
    this.players.show(this.remote);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.blocked) return nothing;
    return html`<div class="banner attention" role="status">
      <p>Your browser keeps the sound off until you say so.</p>
      <button class="button outlined" @click=${this.again}>Turn sound on</button>
    </div>`;
  }

  private silent(silent: boolean): void {
    this.blocked = silent;
    if (silent) this.timer ??= setInterval(this.again, againEveryMs);
    else {
      clearInterval(this.timer);
      this.timer = undefined;
    }
  }

  private readonly again = (): void => void this.players.again();
}

define('ar-sound', Sound);
