import { expect, type Page } from '@playwright/test';
import { read } from '../faces';
import { mediaStats } from '../people';
import type { Attendee } from './group';

/** What came of somebody's picture and sound since the look before. */
export interface Come {
  /** Of the last picture, in pixels; 0 where none came. */
  readonly height: number;
  readonly fps: number;
  readonly pictureKbps: number;
  /** How much of the time pictures stood still. */
  readonly frozenPercent: number;
  /** How much of the sound was made up. */
  readonly concealedPercent: number;
  /** How much of it was made up but for silence, of which a videobridge sends nothing. */
  readonly audiblePercent: number;
  /** Seconds of sound. */
  readonly sound: number;
  /** Seconds of it that came and were not made up. */
  readonly heard: number;
}

const samplesPerSecond = 48_000;

/** Looks again and again at what a page gets of one person. Each look tells what came since the one before. */
export class Watch {
  private before:
    { readonly at: number; readonly figures: Awaited<ReturnType<typeof mediaStats>> } | undefined;

  constructor(
    private readonly page: Pick<Page, 'evaluate'>,
    private readonly seat: string,
  ) {}

  /** Undefined at the first look, and where a source began anew. */
  async look(): Promise<Come | undefined> {
    const now = { at: performance.now(), figures: await mediaStats(this.page) };
    const { before } = this;
    this.before = now;
    if (before === undefined) return undefined;
    const seconds = (now.at - before.at) / 1000;
    const [was, is] = [before.figures[this.seat], now.figures[this.seat]];
    const frames = (is?.camera?.framesDecoded ?? 0) - (was?.camera?.framesDecoded ?? 0);
    const samples =
      (is?.microphone?.totalSamplesReceived ?? 0) - (was?.microphone?.totalSamplesReceived ?? 0);
    const concealed = (is?.microphone?.concealedSamples ?? 0) - (was?.microphone?.concealedSamples ?? 0);
    const silent =
      (is?.microphone?.silentConcealedSamples ?? 0) - (was?.microphone?.silentConcealedSamples ?? 0);
    const share = (part: number): number => (samples === 0 ? 100 : (100 * part) / samples);
    if (frames < 0 || samples < 0) return undefined;
    const bytes = (is?.camera?.bytesReceived ?? 0) - (was?.camera?.bytesReceived ?? 0);
    const frozen = (is?.camera?.totalFreezesDuration ?? 0) - (was?.camera?.totalFreezesDuration ?? 0);
    return {
      height: frames === 0 ? 0 : (is?.camera?.frameHeight ?? 0),
      fps: frames / seconds,
      pictureKbps: (bytes * 8) / 1000 / seconds,
      frozenPercent: (100 * frozen) / seconds,
      concealedPercent: share(concealed),
      audiblePercent: share(concealed - silent),
      sound: samples / samplesPerSecond,
      heard: (samples - concealed) / samplesPerSecond,
    };
  }
}

/** A picture is to be there by then, on a line without loss. */
export const firstPictureMs = 5000;

/** After how long, from a moment on, a page showed each of these: a picture that was decoded, and read. */
export async function firstPictures(
  page: Page,
  others: readonly Attendee[],
  sinceMs: number,
): Promise<number[]> {
  return Promise.all(
    others.map(async ({ ref, seat, whose }) => {
      await expect
        .poll(async () => (await read(page, seat))?.whose, {
          message: `the first picture of ${ref}`,
          intervals: [50],
        })
        .toBe(whose);
      return Date.now() - sinceMs;
    }),
  );
}
