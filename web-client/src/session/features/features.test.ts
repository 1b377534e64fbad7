import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { given, seat } from '../../../test/session/given';
import { applyEvent, applySignal, decode, sentenceOfEvent, sentenceOfSignal } from '.';

const folder = new URL('../../protocol/golden/', import.meta.url);
const words = readdirSync(folder)
  .filter((name) => /^(?:event|signal)-/u.test(name) && name !== 'event-of-a-newer-server.json')
  .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const);

/** Names that every object has, and no feature. */
const inherited = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];

describe('what a session says', () => {
  it.each(words)('%s belongs to a feature', (_name, raw) => {
    const { name } = JSON.parse(raw) as { name: string };
    const frame = decode(raw);
    if (frame.type === 'event') expect(frame.event.name).toBe(name);
    else expect(frame).toMatchObject({ type: 'signal', signal: { name } });
  });

  it.each(inherited)('an event named %s is one of a newer server', (name) => {
    const raw = JSON.stringify({ type: 'event', seq: 2, at: 'x', name, data: {} });
    expect(decode(raw)).toMatchObject({ event: { name: 'unknown', wireName: name } });
  });

  it.each(inherited)('a signal named %s is one of a newer server', (name) => {
    const raw = JSON.stringify({ type: 'signal', name, data: {} });
    expect(decode(raw)).toMatchObject({ signal: { name: 'unknown', wireName: name } });
  });

  it('ofANewerServer_changesAndSaysNothing', () => {
    const state = given(seat('maya'));
    const unknown = { name: 'unknown', wireName: 'reacted' } as const;
    const frame = { type: 'event', seq: 2, at: 'x', event: unknown } as const;
    expect(applyEvent(state, frame)).toBe(state);
    expect(applySignal(state, unknown, 0)).toBe(state);
    expect(sentenceOfEvent(state, state, unknown)).toBeUndefined();
    expect(sentenceOfSignal(state, state, unknown)).toBeUndefined();
  });
});
