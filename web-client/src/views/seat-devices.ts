import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { SeatDevice } from '../protocol/frames';
import { deviceName, deviceRemark } from '../session/device-words';
import { rejectSentence } from '../session/rejections';
import { fullNameOf } from '../session/state';
import { ArElement, define } from './element';
import { icon, type IconName } from './icon';
import type { RoomModel } from './model';

const symbols: Readonly<Record<NonNullable<SeatDevice['kind']>, IconName>> = {
  phone: 'smartphone',
  tablet: 'tablet',
  computer: 'monitor',
};

/** The devices by which somebody may come in, and the end of one of them, which is asked for twice. */
export class SeatDevicesView extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @property() seat = '';
  @property({ type: Number }) asked = 0;
  @state() private said = '';
  @state() private busy = false;

  protected override willUpdate(_changed: PropertyValues): void {
    const { model, asked } = this;
    if (model === undefined || asked === 0 || this.busy) return;
    if (this.devices(model).some(({ device }) => device === asked)) return;
    this.ask(0);
    this.said = `Device ${asked} is signed out already.`;
  }

  protected override updated(changed: Map<string, unknown>): void {
    // What was pressed is gone from the screen: the focus goes to what stands in its place.
    if (changed.get('asked') !== undefined) this.querySelector<HTMLElement>('[data-next]')?.focus();
  }

  protected override render(): TemplateResult {
    const { model } = this;
    const seat = model?.state.seats[this.seat];
    if (model === undefined || seat === undefined) return html``;
    const devices = this.devices(model);
    const asked = devices.find(({ device }) => device === this.asked);
    return html`<div class="seat-devices">
      <p role="status">${this.said}</p>
      ${asked === undefined ? this.list(model, devices) : this.question(model, asked, fullNameOf(seat))}
    </div>`;
  }

  private devices(model: RoomModel): readonly SeatDevice[] {
    return model.state.devices[this.seat] ?? [];
  }

  private list(model: RoomModel, devices: readonly SeatDevice[]): TemplateResult {
    if (devices.length === 0) {
      return html`<p class="quiet" tabindex="-1" data-next>
        No device is signed in. A link that was not used yet still opens.
      </p>`;
    }
    const own = this.seat === model.state.you.id;
    return html`<p tabindex="-1" data-next>
        ${
          own
            ? 'These devices came in by a link of yours. You can end one that you do not use.'
            : 'These devices came in by a link of this person. You can end one that should not be here.'
        }
      </p>
      <ul>
        ${repeat(
          devices,
          ({ device }) => device,
          (device) => this.row(model, device, own && device.connected),
        )}
      </ul>`;
  }

  private row(model: RoomModel, device: SeatDevice, here: boolean): TemplateResult {
    const name = deviceName(device);
    return html`<li>
      ${icon(device.kind === undefined ? 'question' : symbols[device.kind])}
      <span class="person-words"
        ><b>${name}</b><small>${deviceRemark(device, model.now, model.locale)}</small></span
      >
      ${
        here
          ? html`<span class="chip">This one</span>`
          : html`<button
              type="button"
              class="button outlined"
              aria-label=${`End ${name}`}
              @click=${() => this.ask(device.device)}
            >
              End
            </button>`
      }
    </li>`;
  }

  private question(model: RoomModel, device: SeatDevice, name: string): TemplateResult {
    return html`<p tabindex="-1" data-next>
        <b>End ${deviceName(device)}?</b>
        ${device.signedOut === true ? 'It is signed out, and the' : 'It leaves the session now, and the'} link
        by which it came opens nothing any more. Whoever uses it needs a new link from your program.
      </p>
      <p>Other devices of <bdi>${name}</bdi> stay as they are.</p>
      <div class="card-actions">
        <button type="button" class="button outlined" @click=${() => this.ask(0)}>Keep it</button>
        <button
          type="button"
          class="button outlined berry"
          ?disabled=${this.busy}
          @click=${() => void this.end(model, device)}
        >
          End this device
        </button>
      </div>`;
  }

  private ask(device: number): void {
    this.said = '';
    this.asked = device;
  }

  private async end(model: RoomModel, device: SeatDevice): Promise<void> {
    this.busy = true;
    // A dialog that was closed meanwhile says nothing to anybody.
    const outcome = await model.intents.command(
      { name: 'endDevice', args: { seat: this.seat, device: device.device } },
      () => this.isConnected,
    );
    this.busy = false;
    this.ask(0);
    if (outcome.kind === 'ack')
      this.said = `Device ${device.device} is ended. Its link opens nothing any more.`;
    else if (outcome.kind === 'reject')
      this.said = rejectSentence('endDevice', outcome.reject.code, outcome.reject.detail);
    else this.said = 'The line dropped before that was done. Please try again.';
  }
}

define('ar-seat-devices', SeatDevicesView);
