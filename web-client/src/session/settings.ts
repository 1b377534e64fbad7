import { flag, object, optionalText } from '../protocol/read';
import type { AskedConsent, CheckInAnswers } from '../protocol/frames';
import { isTicked, type Ticked } from './consents';
import { completeForms, emptyForms, type FormDraft } from './forms';
import type { StudioSettings } from '../media/studio';
import type { Memory } from './memory';

const fresh: StudioSettings = { microphoneWanted: true, cameraWanted: true, choice: {}, saveData: false };

/** Which devices this person uses, and whether they were on: so that a reload changes nothing for anybody. */
export function rememberedDevices(memory: Memory, key: string): StudioSettings {
  return readJson(memory, key, fresh, (value) => {
    const settings = object(value, 'settings');
    const choice = object(settings['choice'] ?? {}, 'choice');
    return {
      microphoneWanted: flag(settings, 'microphoneWanted'),
      cameraWanted: flag(settings, 'cameraWanted'),
      choice: { ...optionalText(choice, 'microphone'), ...optionalText(choice, 'camera') },
      saveData: flag(settings, 'saveData', false),
    };
  });
}

const soundsKey = 'anteroom:sounds';

/** Whether the page may sound by itself, on this device. */
export function soundsOn(memory: Memory): boolean {
  return memory.get(soundsKey) !== 'off';
}

export function keepSounds(memory: Memory, on: boolean): void {
  memory.set(soundsKey, on ? 'on' : 'off');
}

export const checkInFieldNames = ['location', 'callback', 'contact'] as const;
export type CheckInField = (typeof checkInFieldNames)[number];

/** A check-in as it is being written: questionnaires may be half done, and consents ticked that are asked for no more. */
export interface CheckInDraft extends Omit<CheckInAnswers, 'forms' | 'consents'> {
  readonly forms: FormDraft;
  readonly consents: readonly Ticked[];
}

export const emptyDraft: CheckInDraft = {
  consent: false,
  location: '',
  callback: '',
  contact: '',
  forms: emptyForms,
  consents: [],
};

/**
 * Answers that are typed but not sent yet. The fields are kept for this tab and removed once they are sent; answers to
 * questionnaires and the program's own consents are kept in memory alone, and are asked for again after a reload.
 */
export class Drafts {
  private forms = emptyForms;
  private consents: readonly Ticked[] = [];

  constructor(
    private readonly memory: Memory,
    private readonly key: string,
  ) {}

  current(): CheckInDraft {
    return readJson(this.memory, this.key, { ...emptyDraft, ...this.unwritten() }, (value) => {
      const draft = object(value, 'draft');
      return {
        consent: flag(draft, 'consent', false),
        location: optionalText(draft, 'location').location ?? '',
        callback: optionalText(draft, 'callback').callback ?? '',
        contact: optionalText(draft, 'contact').contact ?? '',
        ...this.unwritten(),
      };
    });
  }

  private unwritten(): Pick<CheckInDraft, 'forms' | 'consents'> {
    return { forms: this.forms, consents: this.consents };
  }

  keep({ forms, consents, ...fields }: CheckInDraft): void {
    this.forms = forms;
    this.consents = consents;
    this.memory.set(this.key, JSON.stringify(fields));
  }

  sent(): void {
    this.forms = emptyForms;
    this.consents = [];
    this.memory.remove(this.key);
  }
}

/** What of a draft is sent: the fields, the questionnaires that are complete, and what is asked for now and ticked. */
export function answersOf(
  { forms, consents, ...fields }: CheckInDraft,
  asked: readonly AskedConsent[] = [],
): CheckInAnswers {
  const complete = completeForms(forms);
  const current = consents.filter((one) => asked.some((consent) => isTicked([one], consent)));
  return {
    ...fields,
    ...(complete === undefined ? {} : { forms: complete }),
    ...(asked.length === 0 ? {} : { consent: isAgreed({ ...fields, consents }, asked), consents: current }),
  };
}

/** Whether all is agreed to: what the program asks for, else the built-in sentence. */
export function isAgreed(
  draft: Pick<CheckInDraft, 'consent' | 'consents'>,
  asked: readonly AskedConsent[],
): boolean {
  return asked.length === 0 ? draft.consent : asked.every((consent) => isTicked(draft.consents, consent));
}

function readJson<T>(memory: Memory, key: string, fallback: T, read: (value: unknown) => T): T {
  const stored = memory.get(key);
  if (stored === undefined) return fallback;
  try {
    return read(JSON.parse(stored));
  } catch {
    return fallback;
  }
}
