import { flag, object, optionalText } from '../protocol/read';
import type { CheckInAnswers } from '../protocol/frames';
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

/** A check-in as it is being written: questionnaires may be half done. */
export interface CheckInDraft extends Omit<CheckInAnswers, 'forms'> {
  readonly forms: FormDraft;
}

export const emptyDraft: CheckInDraft = {
  consent: false,
  location: '',
  callback: '',
  contact: '',
  forms: emptyForms,
};

/**
 * Answers that are typed but not sent yet. The fields are kept for this tab and removed once they are sent; answers to
 * questionnaires are kept in memory alone, and are asked for again after a reload.
 */
export class Drafts {
  private forms = emptyForms;

  constructor(
    private readonly memory: Memory,
    private readonly key: string,
  ) {}

  current(): CheckInDraft {
    return readJson(this.memory, this.key, { ...emptyDraft, forms: this.forms }, (value) => {
      const draft = object(value, 'draft');
      return {
        consent: flag(draft, 'consent', false),
        location: optionalText(draft, 'location').location ?? '',
        callback: optionalText(draft, 'callback').callback ?? '',
        contact: optionalText(draft, 'contact').contact ?? '',
        forms: this.forms,
      };
    });
  }

  keep({ forms, ...fields }: CheckInDraft): void {
    this.forms = forms;
    this.memory.set(this.key, JSON.stringify(fields));
  }

  sent(): void {
    this.forms = emptyForms;
    this.memory.remove(this.key);
  }
}

/** What of a draft is sent: the fields, and the questionnaires that are complete. */
export function answersOf({ forms, ...fields }: CheckInDraft): CheckInAnswers {
  const complete = completeForms(forms);
  return complete === undefined ? fields : { ...fields, forms: complete };
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
