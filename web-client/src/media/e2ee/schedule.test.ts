import { describe, expect, it } from 'vitest';
import { bytesOf, random, word } from './bytes';
import { isStayOf, newDeviceKey, newStay, unwrap, wrap, type Member, type Stay } from './schedule';

const where = { program: 'prg_AAAAAAAAAAAAAAAAAAAAAA', session: 'ses_BBBBBBBBBBBBBBBBBBBBBB' };

describe('a stay', () => {
  it('isOfADevice_whereThatSignedIt', async () => {
    const [ana, ben] = [await newDeviceKey(), await newDeviceKey()];
    const { stay } = await newStay(where, 'sea_ana', ana);
    expect(await isStayOf(where, 'sea_ana', ana.key, stay)).toBe(true);
    expect(await isStayOf(where, 'sea_ben', ana.key, stay)).toBe(false);
    expect(await isStayOf(where, 'sea_ana', ben.key, stay)).toBe(false);
    expect(await isStayOf({ ...where, session: 'ses_C' }, 'sea_ana', ana.key, stay)).toBe(false);
  });

  it.each([
    ['off the curve', () => Uint8Array.from({ length: 65 }, (_, at) => (at === 0 ? 4 : 7))],
    ['of another length', () => random(33)],
    ['that are none', () => random(0)],
  ])('withBytes_%s_isNone_thoughItsDeviceSignedIt', async (_name, bytes) => {
    const ana = await newDeviceKey();
    const stay = await signedStay(ana, word(bytes()));
    expect(await isStayOf(where, 'sea_ana', ana.key, stay)).toBe(false);
  });
});

/** A stay as a page would sign it that lies about its key. */
async function signedStay(device: Awaited<ReturnType<typeof newDeviceKey>>, hpke: string): Promise<Stay> {
  const id = word(random(16));
  const part = (bytes: Uint8Array): number[] => [0, 0, bytes.length >> 8, bytes.length & 255, ...bytes];
  const text = (words: string): number[] => part(new TextEncoder().encode(words));
  const bytes = Uint8Array.from([
    ...text('anteroom/e2ee/1 stay'),
    ...text(where.program),
    ...text(where.session),
    ...text('sea_ana'),
    ...text(id),
    ...part(bytesOf(hpke)),
  ]);
  const sig = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, device.pair.privateKey, bytes);
  return { id, hpke, sig: word(new Uint8Array(sig)) };
}

describe('a secret that was wrapped', () => {
  it.each([0, 16, 33, 1000])('whichHas_%i_bytes_isNone', async (length) => {
    const [ana, ben] = [await newDeviceKey(), await newDeviceKey()];
    const { stay, pair } = await newStay(where, 'sea_ben', ben);
    const to: Member = { seat: 'sea_ben', device: ben.key, stay };
    const key = { place: 'main', epoch: 7, kid: 1, from: 'sea_ana' };
    const wrapped = await wrap(where, key, ana.key, to, random(length));
    await expect(unwrap(where, key, ana.key, to, pair, wrapped)).rejects.toThrow();
    const good = random(32);
    expect(await unwrap(where, key, ana.key, to, pair, await wrap(where, key, ana.key, to, good))).toEqual(
      good,
    );
  });
});
