/**
 * The word of a program's own system, in place of a link's code: a signed JWT (RFC 7519) that opens a seat once. It names its
 * person, so it is kept nowhere and stands in no address for longer than it takes to read it.
 */

/** Whether a token is an assertion and no code: three parts, of which the first is an object. */
export function isAssertion(token: string): boolean {
  return /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/u.test(token);
}

/**
 * A text that is the same for each assertion of a person for a session or a series, and for each use of a code. It is not for
 * keeping: the name of a person's system stands in it.
 */
export function holderOf(token: string): string {
  if (!isAssertion(token)) return token;
  const claims = claimsOf(token);
  const [person, where] = [claims?.['sub'], claims?.['session'] ?? claims?.['series']];
  return typeof person === 'string' && typeof where === 'string' ? `${where} ${person}` : token;
}

/** What it says; who says it is for the engine to judge. */
function claimsOf(token: string): Record<string, unknown> | undefined {
  const [, part = ''] = token.split('.');
  try {
    const text = atob(part.replace(/-/gu, '+').replace(/_/gu, '/'));
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
