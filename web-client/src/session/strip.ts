import type { Interval } from '../protocol/frames';

/** One coloured piece of a person's strip; `from` and `length` are shares of the whole, 0 to 1. */
export interface Piece {
  readonly place: string;
  readonly from: number;
  readonly length: number;
  readonly start: string;
  readonly end?: string;
}

/** Where on a line from `startsAt` to `endsAt` each interval lies. Gaps stay gaps; what runs ends at `now`. */
export function strip(
  intervals: readonly Interval[],
  startsAt: number,
  endsAt: number,
  now: number,
): Piece[] {
  const whole = Math.max(1, endsAt - startsAt);
  return intervals.flatMap((interval) => {
    const from = Math.max(startsAt, Date.parse(interval.from));
    const to = Math.min(endsAt, interval.to === undefined ? now : Date.parse(interval.to));
    if (to <= from) return [];
    const piece = {
      place: interval.place,
      from: (from - startsAt) / whole,
      length: (to - from) / whole,
      start: interval.from,
    };
    return [interval.to === undefined ? piece : { ...piece, end: interval.to }];
  });
}
