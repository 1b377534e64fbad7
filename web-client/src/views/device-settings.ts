import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { withoutCameras, type MediaView } from '../media/media-view';
import type { Intents } from '../session/intents';
import { chime } from '../media/level';

/** What the settings are of. */
export function devicesWords({ audioOnly }: Pick<MediaView, 'audioOnly'>): string {
  return audioOnly ? 'Sound' : 'Sound and camera';
}

/** Which microphone and camera to use, by the names that the browser gives. */
export function deviceSettings(media: MediaView, intents: Intents): TemplateResult {
  return html`<div class="device-settings">
    ${select('Microphone', media.devices.microphones, media.choice.microphone, (microphone) => void intents.chooseDevices({ microphone }))}
    ${
      media.audioOnly
        ? nothing
        : select(
            'Camera',
            media.devices.cameras,
            media.choice.camera,
            (camera) => void intents.chooseDevices({ camera }),
          )
    }
    <p><button type="button" class="button outlined" @click=${() => chime()}>Play a sound</button></p>
    ${media.audioOnly ? nothing : saveData(media, intents)}
    <label class="tick">
      <input
        type="checkbox"
        ?checked=${intents.calls.soundsOn()}
        @change=${(event: Event) => intents.calls.wantSounds((event.target as HTMLInputElement).checked)}
      />
      <span>Soft sounds when it is your turn, or when somebody needs you</span>
    </label>
  </div>`;
}

function saveData(media: MediaView, intents: Intents): TemplateResult {
  return html`<label class="tick">
    <input
      type="checkbox"
      .checked=${live(withoutCameras(media))}
      @change=${(event: Event) => void intents.saveData((event.target as HTMLInputElement).checked)}
    />
    <span>Save data: no pictures of the others. Sound and shared screens still come</span>
  </label>`;
}

function select(
  label: string,
  devices: readonly MediaDeviceInfo[],
  chosen: string | undefined,
  choose: (id: string) => void,
): TemplateResult {
  if (devices.length === 0)
    return html`<p class="field"><b>${label}</b><br />There is nothing to choose here.</p>`;
  return html`<label class="field">
    <span>${label}</span>
    <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      ${devices.map(
        (device, index) =>
          html`<option
            value=${device.deviceId}
            ?selected=${device.deviceId === (chosen ?? devices[0]?.deviceId)}
          >
            ${device.label === '' ? `${label} ${index + 1}` : device.label}
          </option>`,
      )}
    </select>
    ${nothing}
  </label>`;
}
