import { html, nothing, type TemplateResult } from 'lit';
import type { Capture } from '../media/devices';
import { cameraOn, microphoneOn } from '../media/own-state';
import { noScreenHere } from '../session/device-sentences';
import { icon, type IconName } from './icon';
import type { RoomModel } from './model';
import { absence } from './self-view';

export interface Control {
  readonly name: string;
  /** Shorter word for a phone; the accessible name still contains it. */
  readonly short?: string;
  readonly symbol: IconName;
  readonly tone?: 'off' | 'lamp' | 'support' | 'boxed';
  readonly extra?: string;
  readonly badge?: number;
  /** Why it cannot be used here; it stays readable and says the reason. */
  readonly reason?: string;
  /** What there is to know of it while it can be used. */
  readonly hint?: string;
  readonly act: () => void;
}

export function control(item: Control): TemplateResult {
  const blocked = item.reason !== undefined;
  return html`<button
    type="button"
    class="control ${item.tone ?? ''} ${item.extra ?? ''}"
    aria-label=${item.name}
    title=${item.reason ?? item.hint ?? nothing}
    aria-disabled=${blocked ? 'true' : 'false'}
    @click=${() => {
      if (!blocked) item.act();
    }}
  >
    ${icon(item.symbol)}
    <span class="long-word" aria-hidden="true">${item.name}</span
    ><span class="short-word" aria-hidden="true">${item.short ?? item.name}</span>
    ${item.badge === undefined || item.badge === 0 ? nothing : html`<span class="badge">${item.badge}</span>`}
  </button>`;
}

export function microphoneControl({ state, media, intents }: RoomModel): TemplateResult {
  const on = microphoneOn(media) && state.you.grants.microphone;
  const reason = state.you.grants.microphone
    ? troubleReason('microphone', media.microphone)
    : 'Your team turned microphones off. Raise your hand when you want to speak.';
  return control({
    name: on ? 'Mute' : 'Unmute',
    symbol: on ? 'mic' : 'mic-off',
    ...(on ? {} : { tone: 'off' as const }),
    ...(reason === undefined ? hintOf('microphone', media.microphone) : { reason }),
    act: () => void intents.wantMicrophone(!on),
  });
}

/** Nothing in an audio session: there is no camera to start. */
export function cameraControl({ state, media, intents }: RoomModel): TemplateResult | typeof nothing {
  if (media.audioOnly) return nothing;
  const on = cameraOn(media) && state.you.grants.camera;
  const reason = !state.you.grants.camera
    ? 'Your team turned your camera off.'
    : media.pictures
      ? troubleReason('camera', media.camera)
      : 'This browser cannot send a picture here. Another browser may.';
  return control({
    name: on ? 'Stop camera' : 'Start camera',
    short: 'Camera',
    symbol: on ? 'camera' : 'camera-off',
    ...(on ? {} : { tone: 'off' as const }),
    ...(reason === undefined ? hintOf('camera', media.camera) : { reason }),
    act: () => void intents.wantCamera(!on),
  });
}

/** A missing or busy microphone may be tried again; one that the page forbids may not. */
function troubleReason(what: string, capture: Capture): string | undefined {
  return capture.kind === 'trouble' && capture.trouble === 'policy'
    ? `This page does not let your ${what} start.`
    : undefined;
}

function hintOf(what: 'camera' | 'microphone', capture: Capture): { readonly hint?: string } {
  const hint = absence(what, capture);
  return hint === undefined ? {} : { hint };
}

export function handControl({ state, intents }: RoomModel): TemplateResult {
  const up = state.you.hand !== undefined;
  return control({
    name: up ? 'Lower hand' : 'Raise hand',
    symbol: 'hand',
    ...(up ? { tone: 'lamp' as const } : {}),
    act: () => void intents.command({ name: 'raiseHand', args: { on: !up } }),
  });
}

export function canShareHere(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === 'function';
}

export function shareControl(model: RoomModel): TemplateResult | typeof nothing {
  const { state, media, intents } = model;
  if (media.screen !== undefined) {
    return control({
      name: 'Stop sharing',
      symbol: 'share-off',
      tone: 'lamp',
      extra: 'wide-only',
      act: () => void intents.stopSharing(),
    });
  }
  if (
    state.session.policy.share === 'staff' &&
    state.you.role !== 'facilitator' &&
    state.you.role !== 'cofacilitator'
  ) {
    return nothing;
  }
  return control({
    name: 'Share screen',
    symbol: 'share',
    extra: 'wide-only',
    ...(canShareHere() ? {} : { reason: noScreenHere }),
    ...(state.shareRequested && state.you.lease === undefined
      ? { reason: 'Your team has seen that you asked.' }
      : {}),
    act: () => void intents.share(),
  });
}
