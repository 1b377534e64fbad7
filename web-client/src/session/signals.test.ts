import { describe, expect, it } from 'vitest';
import type { SignalFrame } from '../protocol/frames';
import { given, seat } from '../../test/session/given';
import { reduce } from './reduce';
import { sentenceFor } from './sentences';
import { speakingSignal } from './speaking';
import type { SessionState } from './state';

const lead = seat('lena', { role: 'facilitator' });
const maya = seat('maya');

describe('a signal', () => {
  const signal = (frame: SignalFrame['signal']): SessionState | undefined =>
    reduce(given(lead, [maya]), { kind: 'signal', frame: { type: 'signal', signal: frame }, at: 0 });

  const weak = { line: 'weak', rttMs: 900, lossUp: 9 } as const;

  it('speaking_isTheSeat', () => expect(signal({ name: 'speaking', seat: 'maya' })?.speaking).toBe('maya'));
  it('speakingOfNobody_isAbsent', () => expect(signal({ name: 'speaking' })).not.toHaveProperty('speaking'));
  it('queue_isThePosition', () =>
    expect(signal({ name: 'queue', queue: { position: 2 } })?.queue).toEqual({ position: 2 }));
  it('health_marksTheWeakLine', () =>
    expect(signal({ name: 'health', seat: 'maya', health: weak })?.weakLines).toEqual(['maya']));
});

describe('a bridge that tells the clients alone', () => {
  it.each([
    [
      { kind: 'seat', seat: 'maya' },
      { name: 'speaking', seat: 'maya' },
    ],
    [{ kind: 'you' }, { name: 'speaking', seat: 'lena' }],
    [{ kind: 'nobody' }, { name: 'speaking' }],
  ] as const)('%o speaks as if the engine had told it', (speaker, signal) =>
    expect(speakingSignal(speaker, 'lena')).toEqual(signal),
  );

  it('isNotBlamedOnThePerson_andSaysThatTheSeatIsKept', () => {
    for (const passage of ['slow', 'barred', 'misled'] as const) {
      expect(sentenceFor.passage(passage)).toMatchObject({ tone: 'attention', urgent: false });
      expect(sentenceFor.passage(passage).text).toMatch(/in the session/u);
    }
    expect(sentenceFor.passage('open').tone).toBe('calm');
  });
});

describe('an end', () => {
  it('bye_isTheEnding', () => {
    const state = reduce(given(maya), { kind: 'bye', bye: { type: 'bye', code: 'removed' } });
    expect(state?.ending).toEqual({ code: 'removed' });
  });
});
