import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CheckInLink, askedOf, type CheckInStand } from './check-in-link';
import { addressOfCheckIn, checkInEntryOf } from './check-in-entry';
import { entryOf } from './entry';

const answers = { gad7: [1, 1, 1, 0, 0, 0, 0] };

interface Sent {
  readonly path: string;
  readonly body: unknown;
  readonly key: string | null;
}

/** An engine that answers as it is told, in order; what is no number is a line that is down. */
function engine(...replies: readonly (number | 'down')[]): {
  link: CheckInLink;
  sent: Sent[];
  stands: CheckInStand[];
} {
  const sent: Sent[] = [];
  const stands: CheckInStand[] = [];
  const left = [...replies];
  const fetcher: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    sent.push({
      path: input as string,
      body: JSON.parse(init?.body as string),
      key: headers.get('idempotency-key'),
    });
    const reply = left.shift() ?? 'down';
    if (reply === 'down') return Promise.reject(new TypeError('no line'));
    const body =
      reply === 200 ? JSON.stringify({ forms: ['gad7'], crisis: { call: '988', text: '' } }) : null;
    return Promise.resolve(new Response(body, { status: reply }));
  };
  const link = new CheckInLink('code', 'try', fetcher, (stand) => stands.push(stand));
  return { link, sent, stands };
}

const kinds = (stands: readonly CheckInStand[]): string[] => stands.map(({ kind }) => kind);

describe('a check-in by a link', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('opens_isSentOnce_andIsDone', async () => {
    const { link, sent, stands } = engine(200, 204);
    await link.open();
    expect(stands[0]).toEqual({
      kind: 'asking',
      asked: { forms: ['gad7'], crisis: { call: '988', text: '' } },
    });
    await Promise.all([link.send(answers), link.send(answers)]);
    await link.send(answers);
    expect(kinds(stands)).toEqual(['asking', 'sending', 'sent']);
    expect(sent.map(({ path }) => path)).toEqual(['/v1/check-ins/open', '/v1/check-ins/answer']);
    expect(sent[1]).toMatchObject({ body: { code: 'code', forms: answers }, key: 'try' });
  });

  it.each(['down', 503, 429] as const)('keepsTheAnswers_whileNothingIsThere_%s', async (reply) => {
    const { link, sent, stands } = engine(200, reply, 204);
    await link.open();
    await link.send(answers);
    expect(stands.at(-1)?.kind).toBe('unsent');
    await link.send({ gad7: [0, 0, 0, 0, 0, 0, 0] });
    expect(stands.at(-1)?.kind).toBe('sent');
    expect(sent[2]).toEqual(sent[1]);
  });

  it('isRefused_whateverIsWrongWithTheLink', async () => {
    const wrong = engine(403);
    await wrong.link.open();
    expect(kinds(wrong.stands)).toEqual(['refused']);
    const meanwhile = engine(200, 403);
    await meanwhile.link.open();
    await meanwhile.link.send(answers);
    expect(kinds(meanwhile.stands)).toEqual(['asking', 'sending', 'refused']);
  });

  it('opensOnceTheEngineCanBeReached', async () => {
    const { link, stands } = engine('down', 200);
    await link.open();
    expect(kinds(stands)).toEqual(['unreachable']);
    await vi.advanceTimersByTimeAsync(3000);
    expect(kinds(stands)).toEqual(['unreachable', 'asking']);
  });

  it('asksNobody_withoutACode', async () => {
    const stands: CheckInStand[] = [];
    const link = new CheckInLink(
      '',
      'try',
      () => Promise.reject(new Error('asked')),
      (stand) => stands.push(stand),
    );
    await link.open();
    expect(kinds(stands)).toEqual(['incomplete']);
  });

  it('showsOnlyFormsThatItKnows', () => {
    expect(askedOf({ forms: ['gad7', 'pcl5'] })).toEqual({ forms: ['gad7'] });
    expect(() => askedOf({ forms: ['pcl5'] })).toThrow();
    expect(() => askedOf({})).toThrow();
  });

  it('hasAnAddressOfItsOwn_withTheCodeInTheFragment', () => {
    const location = { pathname: '/check-in/prg_1', hash: '#cABC.' };
    const entry = checkInEntryOf(location);
    expect(entry).toEqual({ path: '/check-in/prg_1', code: 'cABC' });
    expect(checkInEntryOf({ pathname: '/check-in/prg_1%23cABC', hash: '' })).toEqual(entry);
    expect(entry && addressOfCheckIn(entry)).toBe('/check-in/prg_1#cABC');
    expect(entryOf(location)).toBeUndefined();
    expect(checkInEntryOf({ pathname: '/join/prg_1', hash: '#cABC' })).toBeUndefined();
  });
});
