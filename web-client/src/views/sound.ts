import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { RemoteTracks } from '../media/session';
import { ArElement, define } from './element';

const againEveryMs = 1000;

/**
 * Plays what others say. Where the browser wants a touch first, it asks for one; and goes on by itself as soon as the
 * browser lets it, which is when the own microphone opens, often a moment after the others were heard of.
 */
export class Sound extends ArElement {
  @property({ attribute: false }) remote: RemoteTracks = {};
  @state() private blocked = false;
  private again: ReturnType<typeof setInterval> | undefined;
  private readonly players = new Map<
    string,
    { readonly track: MediaStreamTrack; readonly audio: HTMLAudioElement }
  >();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const seat of [...this.players.keys()]) this.silence(seat);
    this.unblocked();
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
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.block();
    });
  }

  private block(): void {
    this.blocked = true;
    this.again ??= setInterval(this.unblock, againEveryMs);
  }

  private unblocked(): void {
    this.blocked = false;
    clearInterval(this.again);
    this.again = undefined;
  }

  private silence(seat: string): void {
    const player = this.players.get(seat);
    if (player === undefined) return;
    player.audio.srcObject = null;
    this.players.delete(seat);
  }

  private readonly unblock = (): void => {
    const silent = [...this.players.values()].filter(({ audio }) => audio.paused);
    void Promise.all(silent.map(({ audio }) => audio.play())).then(
      () => this.unblocked(),
      () => undefined,
    );
  };
}

define('ar-sound', Sound);
