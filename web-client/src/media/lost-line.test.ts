import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentForMs, watchLine } from './lost-line';

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
