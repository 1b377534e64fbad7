import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LineWatch, pausesMs, silentForMs, watchLine } from './lost-line';

class Line extends EventTarget {
  connectionState: RTCPeerConnectionState = 'new';

  becomes(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }
}

function watched(): { line: Line; lost: () => number } {
  const line = new Line();
  let count = 0;
  watchLine(line, () => (count += 1));
  return { line, lost: () => count };
}

describe('a connection whose line is lost', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('failed_isToldAtOnceAndOnce', () => {
    const { line, lost } = watched();
    line.becomes('disconnected');
    line.becomes('failed');
    line.becomes('failed');
    vi.advanceTimersByTime(10 * silentForMs);
    expect(lost()).toBe(1);
  });

  it('disconnected_isToldWhenItLasts', () => {
    const { line, lost } = watched();
    line.becomes('connected');
    line.becomes('disconnected');
    vi.advanceTimersByTime(silentForMs - 1);
    expect(lost()).toBe(0);
    vi.advanceTimersByTime(1);
    expect(lost()).toBe(1);
    line.becomes('failed');
    expect(lost()).toBe(1);
  });

  it('disconnectedForAMoment_isNotTold', () => {
    const { line, lost } = watched();
    line.becomes('disconnected');
    line.becomes('connected');
    vi.advanceTimersByTime(10 * silentForMs);
    line.becomes('disconnected');
    line.becomes('closed');
    vi.advanceTimersByTime(10 * silentForMs);
    expect(lost()).toBe(0);
  });
});

describe('connections that fail one after the other', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Each ends in this state at once, as where a browser has no way out; answers how long after it that was told. */
  function waited(watch: LineWatch, ...states: RTCPeerConnectionState[]): number {
    const line = new Line();
    let told = -1;
    const began = Date.now();
    watch.watch(line, () => (told = Date.now() - began));
    for (const state of states) line.becomes(state);
    vi.advanceTimersByTime(10 * pausesMs.most);
    return told;
  }

  it('areGivenUpLaterEachTime_theFirstAtOnce', () => {
    const watch = new LineWatch();
    const pauses = Array.from({ length: 7 }, () => waited(watch, 'failed'));
    expect(pauses).toEqual([0, 1000, 2000, 4000, 8000, 16_000, 16_000]);
  });

  it('areGivenUpAtOnceAgain_afterOneThatCarriedSomething', () => {
    const watch = new LineWatch();
    for (let i = 0; i < 4; i++) waited(watch, 'failed');
    expect(waited(watch, 'connected', 'failed')).toBe(0);
    expect(waited(watch, 'failed')).toBe(1000);
  });
});
