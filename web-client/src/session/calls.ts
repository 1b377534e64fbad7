import type { Memory } from './memory';
import { Notifications, type NotificationsOfBrowser, type Standing } from './notifications';
import { keepSounds, soundsOn } from './settings';

/** How this device may call a person who looks elsewhere, as that person chooses. */
export interface CallSettings {
  readonly soundsOn: () => boolean;
  readonly wantSounds: (on: boolean) => void;
  readonly notifications: () => Standing;
  /** Asks the browser's permission where nobody did: at a press alone. */
  readonly wantNotifications: (on: boolean) => Promise<void>;
}

export interface Calls extends CallSettings {
  readonly notify: Pick<Notifications, 'show' | 'close'>;
}

/** @param changed is told once the browser answered */
export function callsOfDevice(
  memory: Memory,
  browser: NotificationsOfBrowser,
  tag: string,
  changed: () => void,
): Calls {
  const notify = new Notifications(browser, memory, tag);
  return {
    soundsOn: () => soundsOn(memory),
    wantSounds: (on) => keepSounds(memory, on),
    notifications: () => notify.standing(),
    wantNotifications: (on) => notify.want(on).then(changed),
    notify,
  };
}
