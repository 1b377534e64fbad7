import { html, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Capture } from '../media/devices';
import { ArElement, define } from './element';
import { icon } from './icon';
import { showTrack } from './tile';

/** Oneself, before anybody else can see it; it says so. */
export class SelfView extends ArElement {
  @property({ attribute: false }) camera: Capture = { kind: 'idle' };
  @property() name = '';
  @property({ type: Boolean, attribute: 'audio-only' }) audioOnly = false;
  @query('video') private readonly video!: HTMLVideoElement | null;

  protected override updated(): void {
    showTrack(this.video, this.camera.kind === 'on' ? this.camera.track : undefined);
  }

  protected override render(): TemplateResult {
    return html`<div class="self-view">
      ${
        this.camera.kind === 'on'
          ? html`<video autoplay playsinline muted aria-label="Your own picture"></video>`
          : html`<p class="self-view-words">${this.audioOnly ? audioOnlyWords : cameraWords(this.camera)}</p>`
      }
      ${this.camera.kind === 'on' ? html`<span class="eye-chip">${icon('eye')} Only you can see this</span>` : nothing}
    </div>`;
  }
}

/** Said where a picture of oneself would be. */
export const audioOnlyWords = 'This session is sound only. Nobody needs a camera.';

function cameraWords(camera: Capture): string {
  if (camera.kind === 'off') return 'Your camera is off. You are just as welcome.';
  if (camera.kind === 'trouble') return troubleWords('camera', camera.trouble);
  return 'Your camera is starting.';
}

/** Why nothing comes of a device, if that needs a word. */
export function absence(what: 'camera' | 'microphone', capture: Capture): string | undefined {
  if (capture.kind === 'trouble') return troubleWords(what, capture.trouble);
  return capture.kind === 'on' && capture.interrupted === true
    ? `Your device uses the ${what} for something else just now, such as a call.`
    : undefined;
}

export function troubleWords(what: 'camera' | 'microphone', trouble: string): string {
  switch (trouble) {
    case 'busy':
      return what === 'camera'
        ? 'Another app is using your camera. Close it, or join with sound only.'
        : 'Another app is using your microphone. Close it and turn the microphone on again.';
    case 'missing':
      return what === 'camera'
        ? 'We find no camera. You can join without it.'
        : 'We find no microphone. You can listen.';
    default:
      return `Your browser is not letting us use the ${what}. You can join without it, or turn it on at the left end of the address line.`;
  }
}

define('ar-self-view', SelfView);
