import { object, optionalText, text } from '../protocol/read';
import { holderOf, isAssertion } from './assertion';
import { shortHash } from './memory';

/**
 * What a join link says: the path names the program, the fragment carries the code, or an assertion, and, embedded, a few
 * settings.
 */
export interface Entry {
  readonly path: string;
  /** Empty where the link is not whole, or has an assertion. */
  readonly code: string;
  readonly assertion?: string;
  /** By what this browser knows the seat again; it opens nothing. Empty where the link has nothing at all. */
  readonly name: string;
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
  const [given = '', ...settings] = fragment.split('&');
  const said = new URLSearchParams(settings.join('&'));
  const theme = said.get('theme');
  const device = said.get('device');
  const locale = said.get('locale');
  return {
    path,
    ...keyIn(given),
    ...(device !== null && /^[\w-]{16,64}$/u.test(device) ? { device } : {}),
    ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
    ...(locale !== null && isLocale(locale) ? { locale } : {}),
  };
}

/** The address of an entry, without what was pasted around it, and without an assertion: that names a person. */
export function addressOf(
  { path, assertion, name }: Entry,
  location: { readonly pathname: string; readonly hash: string },
): string {
  const at = decoded(location.pathname).indexOf('#');
  const hash = at < 0 ? location.hash : decoded(location.pathname).slice(at) + location.hash;
  return path + (assertion === undefined ? hash : hash.replace(/^#[^&]*/u, `#${seat}${name}`));
}

/** Before the name of a seat, which stands in the address where an assertion stood. */
const seat = 'seat.';

function keyIn(given: string): Pick<Entry, 'code' | 'assertion' | 'name'> {
  if (isAssertion(given)) return { code: '', assertion: given, name: shortHash(holderOf(given)) };
  if (given.startsWith(seat)) return { code: '', name: given.slice(seat.length).replace(/[^\w]/gu, '') };
  const code = codeIn(given);
  return { code, name: code === '' ? '' : shortHash(code) };
}

/** What stands around a code when a sentence or a mail program gave it: none of it is ever in one. */
const blanks = /[\s\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]/gu;

export function codeIn(pasted: string): string {
  return decoded(decoded(pasted))
    .replace(blanks, '')
    .replace(/^[^\w-]+|[^\w-].*$/gu, '');
}

export function decoded(text: string): string {
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

/** Exchanges the code of a link, or an assertion, for the token of a seat. */
export async function join(
  by: { readonly code: string } | { readonly assertion: string },
  device: string,
  fetcher: typeof fetch,
): Promise<JoinAnswer> {
  let response: Response;
  try {
    response = await fetcher('/v1/join', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...by, device }),
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
