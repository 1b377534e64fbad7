/** Whole seconds until `until`, never below zero; both are server time. */
export function secondsLeft(until: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
}

/** `7:42`, `1:05:09`. */
export function clockFigures(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** "40 seconds", "1 minute", "4 minutes": how long ago or how long still. */
export function roughly(seconds: number): string {
  if (seconds < 60) {
    const whole = Math.max(1, Math.round(seconds));
    return `${whole} second${whole === 1 ? '' : 's'}`;
  }
  const minutes = Math.round(seconds / 60);
  return `${minutes} minute${minutes === 1 ? '' : 's'}`;
}

export function sinceSeconds(from: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(from)) / 1000));
}

export function timeOfDay(iso: string | number, locale: string): string {
  return formatter(locale, hours).format(new Date(iso));
}

/** "at 14:05"; on another day than now, "on 3 June at 14:05". */
export function dayAndTime(iso: string, now: number, locale: string): string {
  const day = formatter(locale, dates);
  const at = `at ${timeOfDay(iso, locale)}`;
  return day.format(new Date(iso)) === day.format(now) ? at : `on ${day.format(new Date(iso))} ${at}`;
}

export function weekday(iso: string, locale: string): string {
  return formatter(locale, days).format(new Date(iso));
}

const hours: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const days: Intl.DateTimeFormatOptions = { weekday: 'long' };
const dates: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
const formatters = new Map<Intl.DateTimeFormatOptions, Map<string, Intl.DateTimeFormat>>();

/** Made once: to make one takes longer than to draw what it formats. */
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const byLocale = formatters.get(options) ?? new Map<string, Intl.DateTimeFormat>();
  formatters.set(options, byLocale);
  const found = byLocale.get(locale) ?? new Intl.DateTimeFormat(locale, options);
  byLocale.set(locale, found);
  return found;
}

/** "1 hour 28 minutes", "9 minutes", "less than a minute". */
export function inWords(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return 'less than a minute';
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    hours > 0 ? `${hours} hour${hours === 1 ? '' : 's'}` : '',
    rest > 0 ? roughly(rest * 60) : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** How long before the end of a breakout it is said aloud, in seconds. */
const marks = [300, 60, 10] as const;
/** A mark that somebody was away for is not said late, when it would no longer be true. */
const markHoldsSeconds = 5;

/** The mark that was reached just now, as its seconds. */
export function markOf(left: number): (typeof marks)[number] | undefined {
  return marks.find((mark) => left <= mark && left > mark - markHoldsSeconds);
}
