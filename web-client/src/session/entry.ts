import { object, optionalText, text } from '../protocol/read';

/** What a join link says: the path names the program, the fragment carries the code and, embedded, a few settings. */
export interface Entry {
  readonly path: string;
  readonly code: string;
  readonly device?: string;
  readonly theme?: 'light' | 'dark';
  readonly locale?: string;
}

export function entryOf(location: { readonly pathname: string; readonly hash: string }): Entry | undefined {
  if (!/^\/join\/[\w-]+\/?$/u.test(location.pathname)) return undefined;
  const [code = '', ...settings] = location.hash.replace(/^#/u, '').split('&');
  const given = new URLSearchParams(settings.join('&'));
  const theme = given.get('theme');
  const device = given.get('device');
  const locale = given.get('locale');
  return {
    path: location.pathname,
    code,
    ...(device !== null && /^[\w-]{16,64}$/u.test(device) ? { device } : {}),
    ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
    ...(locale !== null && isLocale(locale) ? { locale } : {}),
  };
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

export interface Ticket {
  readonly token: string;
  readonly connect: string;
}

export type JoinAnswer =
  | { readonly kind: 'joined'; readonly ticket: Ticket }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unreachable' };

/** Exchanges the code of a link for the token of a seat. */
export async function join(code: string, device: string, fetcher: typeof fetch): Promise<JoinAnswer> {
  let response: Response;
  try {
    response = await fetcher('/v1/join', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, device }),
      credentials: 'omit',
      cache: 'no-store',
    });
  } catch {
    return { kind: 'unreachable' };
  }
  if (response.status >= 500 || response.status === 429) return { kind: 'unreachable' };
  if (!response.ok) return { kind: 'refused' };
  try {
    return { kind: 'joined', ticket: ticketOf(await response.json()) };
  } catch {
    return { kind: 'unreachable' };
  }
}

export function ticketOf(value: unknown): Ticket {
  const answer = object(value, 'answer');
  return { token: text(answer, 'token'), connect: optionalText(answer, 'connect').connect ?? '/v1/connect' };
}

/** The WebSocket's address: absolute as given, or on the page's own host. */
export function socketAddress(connect: string, page: string): string {
  const url = new URL(connect, page);
  if (url.protocol === 'http:') url.protocol = 'ws:';
  if (url.protocol === 'https:') url.protocol = 'wss:';
  return url.href;
}
