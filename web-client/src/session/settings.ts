import { flag, object, optionalText } from '../protocol/read';
import type { CheckInAnswers } from '../protocol/frames';
import type { StudioSettings } from '../media/studio';
import type { Memory } from './memory';

const fresh: StudioSettings = { microphoneWanted: true, cameraWanted: true, choice: {} };

/** Which devices this person uses, and whether they were on: so that a reload changes nothing for anybody. */
export function rememberedDevices(memory: Memory, key: string): StudioSettings {
  return readJson(memory, key, fresh, (value) => {
    const settings = object(value, 'settings');
    const choice = object(settings['choice'] ?? {}, 'choice');
    return {
      microphoneWanted: flag(settings, 'microphoneWanted'),
      cameraWanted: flag(settings, 'cameraWanted'),
      choice: { ...optionalText(choice, 'microphone'), ...optionalText(choice, 'camera') },
    };
  });
}

export const emptyAnswers: CheckInAnswers = { consent: false, location: '', callback: '', contact: '' };

/** Answers that are typed but not sent yet. Kept for this tab only and removed once they are sent. */
export function draftedAnswers(memory: Memory, key: string): CheckInAnswers {
  return readJson(memory, key, emptyAnswers, (value) => {
    const draft = object(value, 'draft');
    return {
      consent: flag(draft, 'consent', false),
      location: optionalText(draft, 'location').location ?? '',
      callback: optionalText(draft, 'callback').callback ?? '',
      contact: optionalText(draft, 'contact').contact ?? '',
    };
  });
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
