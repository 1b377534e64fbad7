import { codeIn, decoded } from './entry';

/** What the link of a check-in without a session says; the code is empty where the link is not whole. */
export interface CheckInEntry {
  readonly path: string;
  readonly code: string;
}

/** Reads such a link, pasted as links to sessions are. */
export function checkInEntryOf(location: {
  readonly pathname: string;
  readonly hash: string;
}): CheckInEntry | undefined {
  const [pathname = '', ...behind] = decoded(location.pathname).split('#');
  const path = /^\/check-in\/[\w-]+(?=\/?[^\w-]*$)/u.exec(pathname)?.[0];
  if (path === undefined) return undefined;
  const fragment = behind.length > 0 ? behind.join('#') : location.hash.replace(/^#/u, '');
  return { path, code: codeIn(fragment.split('&')[0] ?? '') };
}

/** Its address, without what was pasted around it. */
export function addressOfCheckIn({ path, code }: CheckInEntry): string {
  return code === '' ? path : `${path}#${code}`;
}
