import {
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  createPublicKey,
  hkdfSync,
  pbkdf2Sync,
  randomBytes,
  verify,
} from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { random, word } from './bytes';
import { fiveWords } from './five-words';
import { frameKey, sealFrame } from './frames';
import {
  deviceProof,
  newDeviceKey,
  newStay,
  rosterDigest,
  signKey,
  vouchFor,
  wrap,
  type Member,
  type Stay,
} from './schedule';
import { wordlist } from '@scure/bip39/wordlists/english';

/**
 * docs/e2ee.md read a second time: by node:crypto alone, with HPKE as RFC 9180 writes it. It shares no line with the client, and
 * opens what the client makes.
 */
const label = 'anteroom/e2ee/1 ';
const u32 = (n: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(n);
  return bytes;
};
const un = (text: string): Buffer => Buffer.from(text, 'base64url');
const fields = (...values: (string | number | Buffer)[]): Buffer =>
  Buffer.concat(
    values.flatMap((value) => {
      const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value));
      return [u32(bytes.length), bytes];
    }),
  );
const sha = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

function isSigned(point: string, sig: string, bytes: Buffer): boolean {
  const raw = un(point);
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: raw.subarray(1, 33).toString('base64url'),
      y: raw.subarray(33).toString('base64url'),
    },
  });
  return verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, un(sig));
}

// RFC 9180: KEM 0x0010, KDF 0x0001, AEAD 0x0001, base mode.
const kem = Buffer.concat([Buffer.from('KEM'), Buffer.from([0, 0x10])]);
const suite = Buffer.concat([Buffer.from('HPKE'), Buffer.from([0, 0x10, 0, 1, 0, 1])]);
const extract = (salt: Buffer, ikm: Buffer): Buffer =>
  createHmac('sha256', salt.length === 0 ? Buffer.alloc(32) : salt)
    .update(ikm)
    .digest();
const labeledExtract = (id: Buffer, salt: Buffer, name: string, ikm: Buffer): Buffer =>
  extract(salt, Buffer.concat([Buffer.from('HPKE-v1'), id, Buffer.from(name), ikm]));
const labeledExpand = (id: Buffer, prk: Buffer, name: string, info: Buffer, length: number): Buffer => {
  const whole = Buffer.concat([
    Buffer.from([length >> 8, length & 255]),
    Buffer.from('HPKE-v1'),
    id,
    Buffer.from(name),
    info,
  ]);
  const first = createHmac('sha256', prk)
    .update(Buffer.concat([whole, Buffer.from([1])]))
    .digest();
  return first.subarray(0, length);
};

function hpkeOpen(privateKey: Buffer, enc: Buffer, info: Buffer, ct: Buffer): Buffer {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(privateKey);
  const eae = labeledExtract(kem, Buffer.alloc(0), 'eae_prk', ecdh.computeSecret(enc));
  const shared = labeledExpand(kem, eae, 'shared_secret', Buffer.concat([enc, ecdh.getPublicKey()]), 32);
  const none = Buffer.alloc(0);
  const context = Buffer.concat([
    Buffer.from([0]),
    labeledExtract(suite, none, 'psk_id_hash', none),
    labeledExtract(suite, none, 'info_hash', info),
  ]);
  const secret = labeledExtract(suite, shared, 'secret', none);
  const key = labeledExpand(suite, secret, 'key', context, 16);
  const nonce = labeledExpand(suite, secret, 'base_nonce', context, 12);
  const open = createDecipheriv('aes-128-gcm', key, nonce);
  open.setAuthTag(ct.subarray(-16));
  return Buffer.concat([open.update(ct.subarray(0, -16)), open.final()]);
}

function openFrame(secret: Buffer, kind: number, frame: Buffer): Buffer {
  const tail = frame.subarray(-9);
  const clear = frame.subarray(0, (tail[8] ?? 0) & 15);
  const kid = Buffer.concat([u32(0), tail.subarray(4, 8), Buffer.from([0, 4])]);
  const derive = (name: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), Buffer.concat([Buffer.from(name), kid]), length));
  const iv = derive('SFrame 1.0 Secret salt ', 12);
  iv.writeUInt32BE((iv.readUInt32BE(8) ^ tail.readUInt32BE(0)) >>> 0, 8);
  const open = createDecipheriv('aes-128-gcm', derive('SFrame 1.0 Secret key ', 16), iv);
  open.setAAD(fields(`${label}frame`, Buffer.from([kind]), clear, tail));
  open.setAuthTag(frame.subarray(-25, -9));
  return Buffer.concat([clear, open.update(frame.subarray(clear.length, -25)), open.final()]);
}

const where = { program: 'prg_AAAAAAAAAAAAAAAAAAAAAA', session: 'ses_BBBBBBBBBBBBBBBBBBBBBB' };
const at = [where.program, where.session] as const;

describe('a second reading of the document', () => {
  it('findsEachSignatureGood', async () => {
    const [ana, lead] = [await newDeviceKey(), await newDeviceKey()];
    const { stay } = await newStay(where, 'sea_ana', ana);
    expect(
      isSigned(
        ana.key,
        await deviceProof(where, 'sea_ana', ana),
        fields(`${label}device`, ...at, 'sea_ana', un(ana.key)),
      ),
    ).toBe(true);
    expect(
      isSigned(ana.key, stay.sig, fields(`${label}stay`, ...at, 'sea_ana', stay.id, un(stay.hpke))),
    ).toBe(true);
    const sig = await vouchFor(where, 'sea_ana', ana.key, 'sea_lead', lead);
    const vouched = fields(`${label}vouch`, ...at, 'sea_ana', un(ana.key), 'sea_lead', un(lead.key));
    expect(isSigned(lead.key, sig, vouched)).toBe(true);
    expect(isSigned(ana.key, sig, vouched)).toBe(false);
  });

  it('opensWhatAPageWrapsForIt_andTheFramesUnderThatKey', async () => {
    const sender = await newDeviceKey();
    const mine = await newDeviceKey();
    const ecdh = createECDH('prime256v1');
    ecdh.generateKeys();
    const stay: Stay = { id: word(random(16)), hpke: word(new Uint8Array(ecdh.getPublicKey())), sig: '' };
    const me: Member = { seat: 'sea_me', device: mine.key, stay };
    const other: Member = {
      seat: 'sea_ana',
      device: sender.key,
      stay: (await newStay(where, 'sea_ana', sender)).stay,
    };
    const key = { place: 'main', epoch: 43, kid: 2846193771, from: 'sea_ana' };
    const secret = random(32);
    const roster = await rosterDigest(where, key, [me, other]);
    const mySight = fields(
      `${label}roster`,
      ...at,
      'main',
      43,
      'sea_ana',
      un(sender.key),
      other.stay.id,
      'sea_me',
      un(mine.key),
      stay.id,
    );
    expect(roster).toBe(sha(mySight).toString('base64url'));
    const { enc, ct } = await wrap(where, key, sender.key, me, secret);
    const info = fields(
      `${label}wrap`,
      ...at,
      'main',
      43,
      key.kid,
      'sea_ana',
      un(sender.key),
      'sea_me',
      un(mine.key),
      stay.id,
    );
    const found = hpkeOpen(ecdh.getPrivateKey(), un(enc), info, un(ct));
    expect(found).toEqual(Buffer.from(secret));
    const commit = sha(fields(`${label}commit`, found));
    const signed = fields(`${label}keys`, ...at, 'main', 43, key.kid, 'sea_ana', un(roster), commit);
    expect(isSigned(sender.key, await signKey(where, key, roster, secret, sender), signed)).toBe(true);
    const by = await frameKey(secret, key.kid, 'encrypt');
    for (const [number, kind, clear] of [
      [0, 'microphone', 0],
      [1, 'camera', 10],
      [2, 'screen', 1],
    ] as const) {
      const plain = randomBytes(300);
      const frame = await sealFrame(by, kind, new Uint8Array(plain), {
        clear,
        counter: 70_000 + number,
        kid: key.kid,
      });
      expect(openFrame(found, number, Buffer.from(frame))).toEqual(plain);
    }
  });

  it('countsOutTheSameFiveWords', async () => {
    const lead = await newDeviceKey();
    const salt = fields(`${label}words`, ...at);
    const bytes = [...pbkdf2Sync(un(lead.key), salt, 600_000, 7, 'sha256')];
    const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const words = [0, 1, 2, 3, 4].map(
      (index) => wordlist[parseInt(bits.slice(index * 11, index * 11 + 11), 2)],
    );
    expect(await fiveWords(where, lead.key)).toEqual(words);
  });
});
