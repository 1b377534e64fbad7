import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { bytesOf, fields, random, word, type Bytes } from './bytes';

/**
 * The key schedule of `docs/e2ee.md`: what is signed by whom, and how a sender's key is wrapped for others. HPKE is RFC 9180,
 * signatures are ECDSA of P-256 with SHA-256; nothing of our own is below them.
 */

const label = 'anteroom/e2ee/1 ';
const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
});
/** A secret of a sender. */
export const secretBytes = 32;
/** A point of P-256, uncompressed. */
const pointBytes = 65;
const ecdsa = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** Which session of which program is spoken of: nothing signed for one means anything in another. */
export interface Where {
  readonly program: string;
  readonly session: string;
}

/** A device's key. The private half cannot be read, by this page neither. */
export interface DeviceKey {
  readonly pair: CryptoKeyPair;
  /** The public half, as others are told. */
  readonly key: string;
}

/** A stay as others see it. */
export interface Stay {
  readonly id: string;
  readonly hpke: string;
  readonly sig: string;
}

/** Somebody in a place, by their keys. */
export interface Member {
  readonly seat: string;
  readonly device: string;
  readonly stay: Stay;
}

/** A sender's key of one place and epoch. */
export interface SenderKey {
  readonly place: string;
  readonly epoch: number;
  readonly kid: number;
  readonly from: string;
}

export interface Wrapped {
  readonly seat: string;
  readonly enc: string;
  readonly ct: string;
}

export async function newDeviceKey(): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  return deviceKeyOf(pair);
}

export async function deviceKeyOf(pair: CryptoKeyPair): Promise<DeviceKey> {
  return { pair, key: word(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))) };
}

export function deviceProof(where: Where, seat: string, device: DeviceKey): Promise<string> {
  return sign(device, signed('device', where, seat, bytesOf(device.key)));
}

/** A key for a stay to come, with its private half. */
export async function newStay(
  where: Where,
  seat: string,
  device: DeviceKey,
): Promise<{ readonly stay: Stay; readonly pair: CryptoKeyPair }> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  const hpke = word(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const id = word(random(16));
  const sig = await sign(device, signed('stay', where, seat, id, bytesOf(hpke)));
  return { stay: { id, hpke, sig }, pair };
}

/** Whether the device signed this stay, and its key is a point of the curve: nothing can be wrapped for another. */
export async function isStayOf(where: Where, seat: string, device: string, stay: Stay): Promise<boolean> {
  return (
    (await verifies(device, stay.sig, () => signed('stay', where, seat, stay.id, bytesOf(stay.hpke)))) &&
    (await isPoint(stay.hpke))
  );
}

async function isPoint(hpke: string): Promise<boolean> {
  try {
    const bytes = bytesOf(hpke);
    await crypto.subtle.importKey('raw', bytes, { name: 'ECDH', namedCurve: 'P-256' }, true, []);
    return bytes.length === pointBytes;
  } catch {
    return false;
  }
}

/** The word of one seat's device for another's. */
export function vouchFor(
  where: Where,
  seat: string,
  key: string,
  by: string,
  device: DeviceKey,
): Promise<string> {
  return sign(device, signed('vouch', where, seat, bytesOf(key), by, bytesOf(device.key)));
}

export function isVouchedFor(
  where: Where,
  seat: string,
  key: string,
  vouch: { readonly by: string; readonly byKey: string; readonly sig: string },
): Promise<boolean> {
  return verifies(vouch.byKey, vouch.sig, () =>
    signed('vouch', where, seat, bytesOf(key), vouch.by, bytesOf(vouch.byKey)),
  );
}

/** The digest of who is in a place in an epoch, by which keys. */
export async function rosterDigest(
  where: Where,
  { place, epoch }: Pick<SenderKey, 'place' | 'epoch'>,
  members: readonly Member[],
): Promise<string> {
  const sorted = [...members].sort((one, other) => (one.seat < other.seat ? -1 : 1));
  const of = sorted.flatMap(({ seat, device, stay }) => [seat, bytesOf(device), stay.id]);
  return word(await digest(fields(`${label}roster`, where.program, where.session, place, epoch, ...of)));
}

/** Wraps a sender's secret for a member of its place. */
export async function wrap(
  where: Where,
  key: SenderKey,
  fromDevice: string,
  to: Member,
  secret: Bytes,
): Promise<Wrapped> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(bytesOf(to.stay.hpke).buffer);
  const info = wrapInfo(where, key, fromDevice, to);
  const { enc, ct } = await suite.seal({ recipientPublicKey, info: info.buffer }, secret.buffer);
  return { seat: to.seat, enc: word(new Uint8Array(enc)), ct: word(new Uint8Array(ct)) };
}

/** The secret that was wrapped for us; throws where it was not. */
export async function unwrap(
  where: Where,
  key: SenderKey,
  fromDevice: string,
  to: Member,
  pair: CryptoKeyPair,
  { enc, ct }: Pick<Wrapped, 'enc' | 'ct'>,
): Promise<Bytes> {
  const info = wrapInfo(where, key, fromDevice, to);
  const opened = await suite.open(
    { recipientKey: pair, enc: bytesOf(enc).buffer, info: info.buffer },
    bytesOf(ct).buffer,
  );
  if (opened.byteLength !== secretBytes) throw new Error('Not a secret');
  return new Uint8Array(opened);
}

/** The sender's signature over its key, the roster that it saw, and a commitment to the secret. */
export async function signKey(
  where: Where,
  key: SenderKey,
  roster: string,
  secret: Bytes,
  device: DeviceKey,
): Promise<string> {
  return sign(device, await keySigned(where, key, roster, secret));
}

export async function isKeyOf(
  where: Where,
  key: SenderKey,
  roster: string,
  secret: Bytes,
  device: string,
  sig: string,
): Promise<boolean> {
  const bytes = await keySigned(where, key, roster, secret);
  return verifies(device, sig, () => bytes);
}

async function keySigned(where: Where, key: SenderKey, roster: string, secret: Bytes): Promise<Bytes> {
  const commitment = await digest(fields(`${label}commit`, secret));
  const { place, epoch, kid, from } = key;
  return fields(
    `${label}keys`,
    where.program,
    where.session,
    place,
    epoch,
    kid,
    from,
    bytesOf(roster),
    commitment,
  );
}

function wrapInfo(where: Where, key: SenderKey, fromDevice: string, to: Member): Bytes {
  const { place, epoch, kid, from } = key;
  return fields(
    `${label}wrap`,
    where.program,
    where.session,
    place,
    epoch,
    kid,
    from,
    bytesOf(fromDevice),
    to.seat,
    bytesOf(to.device),
    to.stay.id,
  );
}

function signed(what: string, where: Where, seat: string, ...more: readonly (string | Bytes)[]): Bytes {
  return fields(`${label}${what}`, where.program, where.session, seat, ...more);
}

async function sign({ pair }: DeviceKey, bytes: Bytes): Promise<string> {
  return word(new Uint8Array(await crypto.subtle.sign(ecdsa, pair.privateKey, bytes)));
}

/** False for what is no key, no signature, or not of these bytes. */
async function verifies(key: string, sig: string, bytes: () => Bytes): Promise<boolean> {
  try {
    const known = await crypto.subtle.importKey(
      'raw',
      bytesOf(key),
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['verify'],
    );
    return await crypto.subtle.verify(ecdsa, known, bytesOf(sig), bytes());
  } catch {
    return false;
  }
}

async function digest(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
