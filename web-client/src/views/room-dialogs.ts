import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { chooseRoom } from './choose-room';
import { crisisLine } from './crisis';
import { deviceSettings, devicesWords } from './device-settings';
import { ArElement, define } from './element';
import type { RoomModel } from './model';
import './dialog';
import './own-consents';
import './poll-answer';

export type RoomDialog = 'none' | 'support' | 'devices' | 'poll' | 'choose';

/** What a participant opens over the room: support, devices, the team's question, and the rooms to choose from. */
export class RoomDialogs extends ArElement {
  @property({ attribute: false }) model: RoomModel | undefined;
  @property() shown: RoomDialog = 'none';
  @state() private told = false;
  @state() private note = '';

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('shown')) return;
    this.told = false;
    this.note = '';
  }

  protected override render(): TemplateResult {
    const model = this.model;
    if (model === undefined) return html``;
    const [heading, content] = this.content(model);
    return html`<ar-dialog
      .heading=${heading}
      .content=${content}
      ?open=${content !== undefined}
      @closed=${this.close}
    ></ar-dialog>`;
  }

  private content(model: RoomModel): [string, TemplateResult | undefined] {
    switch (this.shown) {
      case 'none':
        return ['', undefined];
      case 'support':
        return this.told ? ['Your team knows', told(model)] : ['Get support', this.support(model)];
      case 'devices':
        return [
          devicesWords(model.media),
          html`${deviceSettings(model.media, model.intents)}<ar-own-consents
              .model=${model}
            ></ar-own-consents>`,
        ];
      case 'poll':
        return [
          model.state.poll === undefined ? 'What the group answered' : 'A question from your team',
          html`<ar-poll-answer .model=${model}></ar-poll-answer>`,
        ];
      case 'choose':
        return ['Choose a room', chooseRoom(model, this.close)];
    }
  }

  private support(model: RoomModel): TemplateResult {
    return html`<p>You can tell your team quietly. Nobody else sees it, and you can stay as you are.</p>
      <label class="field"
        ><span>A few words, if you like</span>
        <input
          maxlength="500"
          autocomplete="off"
          .value=${this.note}
          @input=${(event: Event) => (this.note = (event.target as HTMLInputElement).value)}
      /></label>
      <p>
        <button type="button" class="button filled wide" @click=${() => void this.tell(model)}>
          Tell my team quietly
        </button>
      </p>
      ${crisisLine(model.state.session.crisis)}`;
  }

  private async tell(model: RoomModel): Promise<void> {
    const note = this.note.trim();
    const outcome = await model.intents.command({ name: 'raiseAlert', args: note === '' ? {} : { note } });
    if (outcome.kind === 'ack') this.told = true;
    else this.close();
  }

  private readonly close = (): void => {
    this.dispatchEvent(new CustomEvent('closed'));
  };
}

function told(model: RoomModel): TemplateResult {
  return html`<p role="status">
      Only your team saw this. You can stay as you are; someone will write to you.
    </p>
    ${crisisLine(model.state.session.crisis)}`;
}

define('ar-room-dialogs', RoomDialogs);
