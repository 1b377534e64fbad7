import { describe, expect, it } from 'vitest';
import { holderOf, isAssertion } from './assertion';
import { addressOf, entryOf, join } from './entry';

const path = '/join/prg_1';

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function assertion(claims: unknown): string {
  return `${part({ alg: 'EdDSA' })}.${part(claims)}.${part('signature')}`;
}

const ana = { sub: 'ref-1', session: 'ses_1', name: 'Zoë Ωmega', jti: 'one' };

describe('an assertion', () => {
  it('isToldFromACode', () => {
    expect(isAssertion(assertion(ana))).toBe(true);
    for (const code of ['', 'abc', 'eyJabc', 'eyJ.abc', 'eyJ..abc', 'eyJa.b.c.d', 'eyJa.b.c>'])
      expect(isAssertion(code)).toBe(false);
  });

  it('ofAPersonForASession_hasTheSameHolderEachTime', () => {
    const again = assertion({ ...ana, jti: 'two' });
    expect(again).not.toBe(assertion(ana));
    expect(holderOf(again)).toBe(holderOf(assertion(ana)));
    for (const other of [
      { ...ana, sub: 'ref-2' },
      { ...ana, session: 'ses_2' },
    ])
      expect(holderOf(assertion(other))).not.toBe(holderOf(again));
  });

  it('ofASeries_hasAHolderToo', () => {
    const { session: _none, ...rest } = ana;
    expect(holderOf(assertion({ ...rest, series: 'ser_1' }))).toBe('ser_1 ref-1');
  });

  it.each([assertion('text'), assertion(null), assertion({}), 'eyJhIjox.%%.x', 'eyJh.bm90IGpzb24.x', 'abc'])(
    'thatSaysNothing_isItsOwnHolder',
    (token) => expect(holderOf(token)).toBe(token),
  );
});

describe('a link with an assertion', () => {
  const hash = `#${assertion(ana)}&device=0123456789abcdef&theme=dark`;
  const entry = entryOf({ pathname: path, hash });

  it('isAnEntry', () => {
    expect(entry).toMatchObject({ path, code: '', assertion: assertion(ana), theme: 'dark' });
    expect(entry?.device).toBe('0123456789abcdef');
  });

  it('leavesTheAddress_andTheSeatIsKnownAgainAfterAReload', () => {
    if (entry === undefined) throw new Error('No entry');
    const [pathname = '', left] = addressOf(entry, { pathname: path, hash }).split('#');
    expect(left).toBe(`seat.${entry.name}&device=0123456789abcdef&theme=dark`);
    const again = entryOf({ pathname, hash: `#${left}` });
    expect(again).toEqual({ path, code: '', name: entry.name, device: entry.device, theme: 'dark' });
  });

  it('isSentInPlaceOfACode', async () => {
    const sent: unknown[] = [];
    const answer = await join({ assertion: assertion(ana) }, 'device-1', (_address, call) => {
      sent.push(JSON.parse(String(call?.body)));
      return Promise.resolve(Response.json({ token: 't', seat: 'sea_1', connect: 'wss://a/v1/connect' }));
    });
    expect(answer.kind).toBe('joined');
    expect(sent).toEqual([{ assertion: assertion(ana), device: 'device-1' }]);
  });
});
