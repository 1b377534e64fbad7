import { html, nothing, type TemplateResult } from 'lit';
import type { CheckInDraft } from '../session/settings';
import { crisisLine } from './crisis';
import { deviceSettings, devicesWords } from './device-settings';
import type { RoomModel } from './model';
import './dialog';
import './questionnaire';

export type PreparationDialog = 'none' | 'devices' | 'help' | 'agreement' | 'questions';

interface Acts {
  readonly keep: (change: Partial<CheckInDraft>) => void;
  readonly close: () => void;
}

/** What one may look at or fill in before one asks to join. */
export function preparationDialog(
  model: RoomModel,
  dialog: PreparationDialog,
  answers: CheckInDraft,
  { keep, close }: Acts,
): TemplateResult {
  const content = {
    none: undefined,
    devices: deviceSettings(model.media, model.intents),
    help: help(model),
    questions: html`<ar-questionnaire
      .draft=${answers.forms}
      .crisis=${model.state.session.crisis}
      @filled=${(event: CustomEvent<CheckInDraft['forms']>) => keep({ forms: event.detail })}
      @done=${close}
    ></ar-questionnaire>`,
    agreement: agreement(model),
  }[dialog];
  const heading = {
    none: '',
    devices: devicesWords(model.media),
    help: 'Get help',
    questions: 'Two short questionnaires',
    agreement: 'What I am agreeing to',
  }[dialog];
  return html`<ar-dialog
    .heading=${heading}
    .content=${content}
    ?open=${dialog !== 'none'}
    @closed=${close}
  ></ar-dialog>`;
}

function help({ state }: RoomModel): TemplateResult {
  return html`<p>
      If something does not work, close this page and open your link again. Your program can also send you a
      new one.
    </p>
    ${crisisLine(state.session.crisis)}`;
}

function agreement({ media }: RoomModel): TemplateResult {
  return html`<p>
      You take part by ${media.audioOnly ? 'sound' : 'video and sound'}. Your care team leads the session.
      Nobody records it here.
    </p>
    <p>Your team keeps when you were there, and what you wrote in this check-in.</p>
    <p>
      You can ${media.audioOnly ? nothing : 'turn your camera off, '}pass, step away or leave at any time.
      Nothing counts that.
    </p>`;
}
