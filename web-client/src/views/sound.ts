import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { RemoteTracks } from '../media/session';
import { ArElement, define } from './element';

/** Plays what others say. Where the browser wants a touch first, it asks for one. */
export class Sound extends ArElement {
  @property({ attribute: false }) remote: RemoteTracks = {};
  @state() private blocked = false;
  private readonly players = new Map<
    string,
    { readonly track: MediaStreamTrack; readonly audio: HTMLAudioElement }
  >();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const seat of [...this.players.keys()]) this.silence(seat);
  }

  protected override updated(): void {
    for (const [seat, { track }] of [...this.players]) {
      if (this.remote[seat]?.microphone !== track) this.silence(seat);
    }
    for (const [seat, tracks] of Object.entries(this.remote)) {
      if (tracks.microphone !== undefined && !this.players.has(seat)) this.play(seat, tracks.microphone);
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.blocked) return nothing;
    return html`<div class="banner attention" role="status">
      <p>Your browser keeps the sound off until you say so.</p>
      <button class="button outlined" @click=${this.unblock}>Turn sound on</button>
    </div>`;
  }

  private play(seat: string, track: MediaStreamTrack): void {
    const audio = new Audio();
    audio.autoplay = true;
    audio.srcObject = new MediaStream([track]);
    this.players.set(seat, { track, audio });
    audio.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.blocked = true;
    });
  }

  private silence(seat: string): void {
    const player = this.players.get(seat);
    if (player === undefined) return;
    player.audio.srcObject = null;
    this.players.delete(seat);
  }

  private readonly unblock = (): void => {
    this.blocked = false;
    for (const { audio } of this.players.values()) audio.play().catch(() => (this.blocked = true));
  };
}

define('ar-sound', Sound);
