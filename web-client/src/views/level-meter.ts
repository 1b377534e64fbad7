import { html, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { property } from 'lit/decorators.js';
import { watchLevel } from '../media/level';
import { ArElement, define } from './element';

const bars = 16;

/** Sixteen bars that move with the voice. Says in words whether anything is heard. */
export class LevelMeter extends ArElement {
  @property({ attribute: false }) track: MediaStreamTrack | undefined;
  @property({ type: Number }) fixed = -1;
  @state() private level = 0;
  @state() private heard = false;
  private stop: (() => void) | undefined;
  private watched: MediaStreamTrack | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop?.();
    this.stop = this.watched = undefined;
  }

  protected override updated(): void {
    if (this.track === this.watched || this.fixed >= 0) return;
    this.stop?.();
    this.watched = this.track;
    this.stop = this.track === undefined ? undefined : watchLevel(this.track, (level) => this.tell(level));
  }

  protected override render(): TemplateResult {
    const level = this.fixed >= 0 ? this.fixed : this.level;
    const lit = Math.round(level * bars);
    return html`<span class="meter-words"
        >${this.heard || this.fixed >= 0 ? 'We hear you' : 'Say something'}</span
      >
      <span class="meter" aria-hidden="true">
        ${Array.from({ length: bars }, (_, index) => html`<i class=${index < lit ? 'lit' : ''} style=${`height:${shape(index)}px`}></i>`)}
      </span>`;
  }

  private tell(level: number): void {
    this.level = Math.max(level, this.level * 0.82);
    if (level > 0.15) this.heard = true;
  }
}

function shape(index: number): number {
  return [8, 12, 16, 22, 18, 14, 24, 18, 12, 16, 10, 12, 16, 22, 18, 14][index] ?? 12;
}

define('ar-level-meter', LevelMeter);
