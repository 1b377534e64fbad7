import { callTone } from '../media/level';
import type { Caller } from './attention';
import { laterInBrowser } from './browser';
import type { Calls } from './calls';

/** Calls through a real page: its title, its icon, its sound. Nothing of a person stands in any of them. */
export function callsOfPage({ soundsOn, notify }: Calls): Caller {
  const title = document.title;
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  const href = icon?.href;
  return {
    sound: (kind) => {
      if (soundsOn()) callTone(kind);
    },
    show: (count, alert) => {
      document.title = titleWith(title, count, alert);
      if (icon !== null && href !== undefined) icon.href = count === 0 ? href : countIcon(count, alert);
    },
    notify: (need, again) => notify.show(need, again),
    closeNotification: () => notify.close(),
    hidden: () => document.visibilityState === 'hidden',
    later: laterInBrowser,
  };
}

export function titleWith(title: string, count: number, alert: boolean): string {
  return count === 0 ? title : `(${count}${alert ? '!' : ''}) ${title}`;
}

/** A lamp with the number in it; an alert has a border too, so that it is not told by colour alone. */
export function countIcon(count: number, alert: boolean): string {
  const words = count > 9 ? '9+' : String(count);
  const border = alert ? 'stroke="#8a2f4b" stroke-width="4"' : '';
  return `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="14" fill="#f3bb54" ${border}/>` +
      `<text x="16" y="22" font-family="sans-serif" font-size="17" font-weight="bold" text-anchor="middle" fill="#23302b">${words}</text></svg>`,
  )}`;
}
