import { describe, expect, it } from 'vitest';
import type { Bytes } from './bytes';
import vectors from './vectors.json';
import { clearBytes, derived, frameKey, openFrame, readTrailer, sealFrame, type Kind } from './frames';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'hex'));

describe('a frame on its way', () => {
  it('keyAndSalt_areThoseOfTheVectorOfRfc9605', async () => {
    const { baseKey, kid, key, salt } = vectors.rfc9605;
    const found = await derived(bytes(baseKey), BigInt(kid));
    expect({ key: hex(found.key), salt: hex(found.salt) }).toEqual({ key, salt });
  });

  it.each(vectors.frames)('ofVector_$name_isSealedAndOpened', async (one) => {
    const { secret, kid, counter, plain, sealed } = one;
    const kind = one.kind as Kind;
    const data = bytes(plain);
    const clear = clearBytes(kind, one.keyFrame, data.length);
    const made = await sealFrame(await frameKey(bytes(secret), kid, 'encrypt'), kind, data, {
      clear,
      counter,
      kid,
    });
    expect(hex(made)).toBe(sealed);
    const opened = await openFrame(await frameKey(bytes(secret), kid, 'decrypt'), kind, bytes(sealed));
    expect(hex(opened)).toBe(plain);
  });

  it('anyBitFlipped_isNotOpened', async () => {
    const [one] = vectors.frames;
    if (one === undefined) throw new Error('No vector');
    const by = await frameKey(bytes(one.secret), one.kid, 'decrypt');
    const whole = bytes(one.sealed);
    for (let index = 0; index < whole.length; index += 1) {
      const flipped = whole.slice();
      flipped[index] = (flipped[index] ?? 0) ^ 1;
      await expect(openFrame(by, one.kind as Kind, flipped)).rejects.toThrow();
    }
  });

  it('ofOneKind_isNotOpenedAsAnother', async () => {
    const camera = vectors.frames.find(({ kind }) => kind === 'camera');
    if (camera === undefined) throw new Error('No vector');
    const by = await frameKey(bytes(camera.secret), camera.kid, 'decrypt');
    await expect(openFrame(by, 'screen', bytes(camera.sealed))).rejects.toThrow();
  });

  it.each([
    ['nothing', ''],
    ['less than a trailer', '00'.repeat(24)],
    ['another version', `${'00'.repeat(33)}20`],
    ['more clear bytes than there are', `${'00'.repeat(24)}1a`],
  ])('%s_isNoFrame', (_name, text) => {
    expect(readTrailer(bytes(text))).toBeUndefined();
  });

  it('clearBytes_areTenOfAKeyFrame_oneOfOthers_andNoneOfSound', () => {
    expect(clearBytes('camera', true, 1000)).toBe(10);
    expect(clearBytes('screen', false, 1000)).toBe(1);
    expect(clearBytes('microphone', false, 1000)).toBe(0);
    expect(clearBytes('camera', true, 4)).toBe(4);
  });
});
