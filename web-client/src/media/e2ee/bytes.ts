/** Bytes as `docs/e2ee.md` writes them. */

export type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = new TextEncoder();

export function textBytes(text: string): Bytes {
  return utf8.encode(text) as Bytes;
}

export function joined(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Fields one after the other, each behind its length: no two lists of fields are the same bytes. */
export function fields(...values: readonly (string | number | Uint8Array)[]): Bytes {
  return joined(
    ...values.flatMap((value) => {
      const bytes = value instanceof Uint8Array ? value : textBytes(String(value));
      return [big32(bytes.length), bytes];
    }),
  );
}

function big32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Base64url without padding (RFC 4648, section 5). */
export function word(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/u, '');
}

/** The bytes of a word; throws where it is none. */
export function bytesOf(word: string): Bytes {
  if (!/^[A-Za-z0-9_-]*$/u.test(word)) throw new Error('Not base64url');
  return Uint8Array.from(atob(word.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
}

export function random(count: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(count));
}
