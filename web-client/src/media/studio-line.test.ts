import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeDevices } from '../../test/media/devices-fake';
import type { HealthSummary } from '../protocol/frames';
import { fineForMs, sentenceFirstMs, weakForMs } from './line-care';
import type { MediaNews } from './media-view';
import type { MediaSession, ToldBySeat } from './session';
import { Studio } from './studio';

/** A bridge whose line a test makes thin. */
class ThinSession implements MediaSession {
  wanted: boolean | undefined;
  line: HealthSummary = { line: 'good', rttMs: 20, lossUp: 0 };
  short: ToldBySeat = {};
  readonly receive = async (): Promise<void> => undefined;
  readonly setOwn = async (): Promise<void> => undefined;
  readonly remote = (): Record<string, never> => ({});
  readonly told = (): ToldBySeat => this.short;
  readonly wantCameras = (wanted: boolean): void => void (this.wanted = wanted);
  readonly figures = async (): Promise<Record<string, never>> => ({});
  readonly passage = (): 'open' => 'open';
  readonly health = async (): Promise<HealthSummary> => this.line;
  readonly close = (): void => undefined;
}

const weak: HealthSummary = { line: 'weak', rttMs: 900, lossUp: 12 };
const good: HealthSummary = { line: 'good', rttMs: 20, lossUp: 0 };
/** Looks are some seconds apart: what is meant has happened by then. */
const looksMs = 4_000;

interface Given {
  readonly studio: Studio;
  readonly session: ThinSession;
  readonly words: string[];
  /** What was on when a word was said. */
  readonly then: boolean[];
}

function given(): Given {
  const session = new ThinSession();
  const words: string[] = [];
  const then: boolean[] = [];
  const news = (one: MediaNews): void => {
    if (one.kind !== 'line') return;
    words.push(one.word);
    then.push(session.wanted === true);
  };
  const settings = { microphoneWanted: true, cameraWanted: true, choice: {}, saveData: false };
  const none = (): void => undefined;
  const studio = new Studio(
    settings,
    () => session,
    none,
    none,
    news,
    new FakeDevices(),
    () => Date.now(),
  );
  open.push(studio);
  return { studio, session, words, then };
}

const open: Studio[] = [];

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  for (const studio of open.splice(0)) studio.close();
  vi.useRealTimers();
});

describe('a line that is too thin for pictures', () => {
  it('isSpokenOfBeforeCamerasAreLeftOut_andBeforeTheyComeBack', async () => {
    const { studio, session, words, then } = given();
    session.line = weak;
    await vi.advanceTimersByTimeAsync(weakForMs + sentenceFirstMs + 2 * looksMs);
    expect([words, then, session.wanted]).toEqual([['pictures-pause'], [true], false]);
    expect(studio.current().lineLow).toBe(true);
    session.line = good;
    await vi.advanceTimersByTimeAsync(fineForMs + sentenceFirstMs + 2 * looksMs);
    expect([words, then, session.wanted]).toEqual([
      ['pictures-pause', 'pictures-return'],
      [true, false],
      true,
    ]);
    expect(studio.current().lineLow).toBe(false);
  });

  it('ofAPersonWhoSavesData_changesAndSaysNothing', async () => {
    const { studio, session, words } = given();
    studio.saveData(true);
    session.line = weak;
    await vi.advanceTimersByTimeAsync(weakForMs + sentenceFirstMs + 4 * looksMs);
    expect([words, session.wanted, studio.current().lineLow]).toEqual([[], false, false]);
    studio.saveData(false);
    expect(session.wanted).toBe(true);
  });

  it('ofAPersonWhomStaffAskedForLess_isLeftAsTheyAsked_andKeptApartFromTheOwnChoice', async () => {
    const { studio, session, words } = given();
    studio.askForLess(true);
    expect([session.wanted, studio.current().saveData]).toEqual([false, false]);
    session.line = weak;
    await vi.advanceTimersByTimeAsync(weakForMs + sentenceFirstMs + 4 * looksMs);
    expect(words).toEqual([]);
    studio.saveData(true);
    studio.askForLess(false);
    expect(session.wanted).toBe(false);
    studio.saveData(false);
    expect(session.wanted).toBe(true);
  });

  it('doesNotEndWhatAPersonSaves', async () => {
    const { studio, session } = given();
    session.line = weak;
    await vi.advanceTimersByTimeAsync(weakForMs + sentenceFirstMs + 2 * looksMs);
    studio.saveData(true);
    studio.saveData(false);
    expect(session.wanted).toBe(false);
  });
});
