import { list, number, object, optionalText, text } from './read';
import type { ClockStep, LedgerEntry } from './shapes';

/** Readers of what a frame says about who was where, and for how long. */

export function readClockStep(value: unknown, field: string): ClockStep {
  const step = object(value, field);
  return { at: text(step, 'at'), millis: number(step, 'millis') };
}

export function readLedgerEntry(value: unknown, field: string): LedgerEntry {
  const entry = object(value, field);
  return {
    seat: text(entry, 'seat'),
    presentSeconds: number(entry, 'presentSeconds'),
    creditedMinutes: number(entry, 'creditedMinutes'),
    lateSeconds: entry['lateSeconds'] === undefined ? 0 : number(entry, 'lateSeconds'),
    leftEarlySeconds: entry['leftEarlySeconds'] === undefined ? 0 : number(entry, 'leftEarlySeconds'),
    intervals: list(entry, 'intervals', (item, itemField) => {
      const interval = object(item, itemField);
      return {
        place: text(interval, 'place'),
        from: text(interval, 'from'),
        ...optionalText(interval, 'to'),
      };
    }),
  };
}
