import { object, optionalText, text } from '../protocol/read';

/** What a join link says: the path names the program, the fragment carries the code and, embedded, a few settings. */
export interface Entry {
  readonly path: string;
  readonly code: string;
  readonly device?: string;
  readonly theme?: 'light' | 'dark';
  readonly locale?: string;
}

/** Reads a link as people paste it: with `%23` for `#`, with a full stop or brackets behind, with blanks within. */
export function entryOf(location: { readonly pathname: string; readonly hash: string }): Entry | undefined {
  const [pathname = '', ...behind] = decoded(location.pathname).split('#');
  const path = /^\/join\/[\w-]+(?=\/?[^\w-]*$)/u.exec(pathname)?.[0];
  if (path === undefined) return undefined;
  const fragment = behind.length > 0 ? behind.join('#') : location.hash.replace(/^#/u, '');
  const [code = '', ...settings] = fragment.split('&');
  const given = new URLSearchParams(settings.join('&'));
  const theme = given.get('theme');
  const device = given.get('device');
  const locale = given.get('locale');
  return {
    path,
    code: codeIn(code),
    ...(device !== null && /^[\w-]{16,64}$/u.test(device) ? { device } : {}),
    ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
    ...(locale !== null && isLocale(locale) ? { locale } : {}),
  };
}

/** The address of an entry, without what was pasted around it. */
export function addressOf(
  { path }: Entry,
  location: { readonly pathname: string; readonly hash: string },
): string {
  const at = decoded(location.pathname).indexOf('#');
  return path + (at < 0 ? location.hash : decoded(location.pathname).slice(at) + location.hash);
}

/** What stands around a code when a sentence or a mail program gave it: none of it is ever in one. */
const blanks = /[\s\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]/gu;

function codeIn(pasted: string): string {
  return decoded(decoded(pasted))
    .replace(blanks, '')
    .replace(/^[^\w-]+|[^\w-].*$/gu, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
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
