import type { NotificationsOfBrowser } from './notifications';

interface Options extends NotificationOptions {
  readonly renotify: boolean;
}

/** The notifications of a real browser. */
export function notificationsOfBrowser(): NotificationsOfBrowser {
  const known = 'Notification' in window;
  let current: Notification | undefined;
  const close = (): void => {
    window.removeEventListener('pagehide', close);
    current?.close();
    current = undefined;
  };
  return {
    supported: known && !isChromiumOnAndroid(navigator.userAgent),
    framed: isFramedElsewhere(window),
    permission: () => Notification.permission,
    ask: async () => Notification.requestPermission(),
    show: ({ title, tag, stays, again, pressed }) => {
      // The page has a sound of its own, with a setting.
      const options: Options = { tag, requireInteraction: stays, renotify: again, silent: true };
      // It takes the place of the one before by its tag; to close that one first would make it blink.
      current = new Notification(title, options);
      current.addEventListener('click', pressed);
      // The same function, so that it listens once however often an alert comes up.
      window.addEventListener('pagehide', close);
      return close;
    },
    focus: () => window.focus(),
  };
}

/** Known by name only: its constructor throws, and the first call would come to nothing. */
export function isChromiumOnAndroid(agent: string): boolean {
  return /\bAndroid\b/u.test(agent) && /\bChrom(?:e|ium)\//u.test(agent);
}

function isFramedElsewhere({ top, location }: Window): boolean {
  try {
    return top !== null && top.location.origin !== location.origin;
  } catch {
    return true;
  }
}
