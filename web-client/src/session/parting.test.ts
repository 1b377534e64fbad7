import { describe, expect, it } from 'vitest';
import type { Bye } from '../protocol/frames';
import { Parting } from './parting';

/** What a page does when the engine says goodbye: which of its parts were asked for something, in order. */
async function after(bye: Bye, inSession: boolean, linkOpens = true): Promise<string[]> {
  const asked: string[] = [];
  const note =
    (what: string) =>
    (...more: unknown[]): void =>
      void asked.push([what, ...more.filter((one) => typeof one === 'string')].join(' '));
  const parts = {
    view: {
      state: () => (inSession ? { ending: undefined } : undefined),
      stands: note('stands'),
      apply: note('says goodbye'),
    },
    traces: { forget: note('forgets the link'), forgetDevice: note('forgets the device') },
    entrance: {
      again: () => {
        asked.push('opens the link again');
        return Promise.resolve(linkOpens);
      },
      forget: note('forgets the token'),
    },
    closing: { keepOpen: () => undefined },
    idle: { stop: () => undefined },
    studio: { close: () => undefined },
    connection: () => undefined,
    close: () => undefined,
  };
  await new Parting(parts as unknown as ConstructorParameters<typeof Parting>[0]).bye(bye);
  return asked;
}

describe('a goodbye', () => {
  it('ofASessionThatEndedBeforeThePageWasOpened_opensTheLinkAgain', async () => {
    expect(await after({ type: 'bye', code: 'ended' }, false)).toEqual(['opens the link again']);
  });

  it('ofSuchASession_isARefusal_whereTheLinkOpensNothing', async () => {
    expect(await after({ type: 'bye', code: 'ended' }, false, false)).toEqual([
      'opens the link again',
      'forgets the token',
      'stands refused',
    ]);
  });

  it('ofTheSessionThatOneIsIn_isItsEnd', async () => {
    expect(await after({ type: 'bye', code: 'ended' }, true)).toEqual(['forgets the token', 'says goodbye']);
  });

  it.each(['signed-out', 'taken-over'] as const)('with the reason %s_opensNothingAgain', async (reason) => {
    expect(await after({ type: 'bye', code: 'expired', reason }, false)).not.toContain(
      'opens the link again',
    );
  });
});
