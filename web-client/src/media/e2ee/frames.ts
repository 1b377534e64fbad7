import { fields, joined, textBytes, type Bytes } from './bytes';

/**
 * One frame of media on its way: `clear | ciphertext | tag 16 | counter u32 | kid u32 | version and clear length u8`, numbers
 * with the high byte first. `docs/e2ee.md` has it in full, with vectors.
 */

export type Kind = 'microphone' | 'camera' | 'screen';

export const trailerBytes = 9;
export const tagBytes = 16;
const version = 1;
const kindNumbers: Readonly<Record<Kind, number>> = { microphone: 0, camera: 1, screen: 2 };

/** AES_128_GCM_SHA256_128 of RFC 9605. */
const cipherSuite = 4;
const secretLabel = 'SFrame 1.0 Secret key ';
const saltLabel = 'SFrame 1.0 Secret salt ';

/** A key of one sender, made ready for frames. */
export interface FrameKey {
  readonly key: CryptoKey;
  readonly salt: Bytes;
}

/** What stands behind a frame's ciphertext. */
export interface Trailer {
  readonly clear: number;
  readonly counter: number;
  readonly kid: number;
}

/** Key and salt of a sender's secret (RFC 9605, section 4.4.2). */
export async function frameKey(secret: Bytes, kid: number, use: 'encrypt' | 'decrypt'): Promise<FrameKey> {
  const { key, salt } = await derived(secret, BigInt(kid));
  return { key: await crypto.subtle.importKey('raw', key, 'AES-GCM', false, [use]), salt };
}

/** The bytes of both; apart for the published vectors. */
export async function derived(
  secret: Bytes,
  kid: bigint,
): Promise<{ readonly key: Bytes; readonly salt: Bytes }> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const id = new Uint8Array(10);
  const view = new DataView(id.buffer);
  view.setBigUint64(0, kid);
  view.setUint16(8, cipherSuite);
  const expand = async (label: string, length: number): Promise<Bytes> => {
    const info = joined(textBytes(label), id);
    const params = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info };
    return new Uint8Array(await crypto.subtle.deriveBits(params, base, length * 8));
  };
  return { key: await expand(secretLabel, 16), salt: await expand(saltLabel, 12) };
}

/** How many bytes stay in the clear, so that a bridge sees key frames and sizes: of VP8 alone. */
export function clearBytes(kind: Kind, isKeyFrame: boolean, length: number): number {
  if (kind === 'microphone') return 0;
  return Math.min(isKeyFrame ? 10 : 1, length);
}

export async function sealFrame(
  by: FrameKey,
  kind: Kind,
  data: Bytes,
  { clear, counter, kid }: Trailer,
): Promise<Bytes> {
  const head = data.slice(0, clear);
  const tail = trailer({ clear, counter, kid });
  const sealed = await crypto.subtle.encrypt(
    params(by, kind, counter, head, tail),
    by.key,
    data.slice(clear),
  );
  return joined(head, new Uint8Array(sealed), tail);
}

/** The frame as it was; throws where it is not authentic. */
export async function openFrame(by: FrameKey, kind: Kind, data: Bytes): Promise<Bytes> {
  const { clear, counter } = readTrailer(data) ?? failed();
  const head = data.slice(0, clear);
  const tail = data.slice(data.length - trailerBytes);
  const sealed = data.slice(clear, data.length - trailerBytes);
  const opened = await crypto.subtle.decrypt(params(by, kind, counter, head, tail), by.key, sealed);
  return joined(head, new Uint8Array(opened));
}

/** Undefined where the bytes cannot be a frame of this version. */
export function readTrailer(data: Uint8Array): Trailer | undefined {
  if (data.length < trailerBytes + tagBytes) return undefined;
  const view = new DataView(data.buffer, data.byteOffset + data.length - trailerBytes, trailerBytes);
  const last = view.getUint8(8);
  const clear = last & 15;
  if (last >> 4 !== version || clear + tagBytes + trailerBytes > data.length) return undefined;
  return { counter: view.getUint32(0), kid: view.getUint32(4), clear };
}

function trailer({ clear, counter, kid }: Trailer): Bytes {
  const bytes = new Uint8Array(trailerBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, counter);
  view.setUint32(4, kid);
  view.setUint8(8, (version << 4) | clear);
  return bytes;
}

function params(by: FrameKey, kind: Kind, counter: number, head: Bytes, tail: Bytes): AesGcmParams {
  const iv = by.salt.slice();
  const view = new DataView(iv.buffer);
  view.setUint32(8, view.getUint32(8) ^ counter);
  // The kind is bound, too: a bridge cannot show a screen as a face.
  const additionalData = fields('anteroom/e2ee/1 frame', Uint8Array.of(kindNumbers[kind]), head, tail);
  return { name: 'AES-GCM', iv, additionalData, tagLength: tagBytes * 8 };
}

function failed(): never {
  throw new Error('Not a frame');
}
