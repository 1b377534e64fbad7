import type { AcceptedConsent, AskedConsent, CheckIn, CheckInAnswers } from '../protocol/frames';
import type { SessionState } from './state';

/** What one agrees to at check-in: which words are read, what is ticked, and what became of it. */

/** A consent that is ticked, as a check-in sends it. */
export type Ticked = NonNullable<CheckInAnswers['consents']>[number];

const english = 'en';

/** The words of a consent in the first of these languages that it has, else in English, else in its first by name. */
export function wordsOf(
  { texts = {} }: AskedConsent,
  languages: readonly string[],
): { readonly language: string; readonly text: string } | undefined {
  const known = Object.keys(texts).sort();
  const found = languages
    .map(
      (wanted) => known.find((one) => one.toLowerCase() === wanted.toLowerCase()) ?? nearest(known, wanted),
    )
    .find((one) => one !== undefined);
  const language = found ?? (known.includes(english) ? english : known[0]);
  const text = language === undefined ? undefined : texts[language];
  return language === undefined || text === undefined ? undefined : { language, text };
}

/** Somebody whose browser speaks Mexican Spanish reads any Spanish. */
function nearest(known: readonly string[], wanted: string): string | undefined {
  return known.find((one) => base(one) === base(wanted));
}

function base(language: string): string {
  return language.toLowerCase().split('-')[0] ?? '';
}

export function isTicked(ticked: readonly Ticked[], asked: AskedConsent): boolean {
  return ticked.some((one) => one.consent === asked.consent && one.version === asked.version);
}

/** What is ticked once this box is. Earlier versions of the same consent go. */
export function withTick(
  ticked: readonly Ticked[],
  { consent, version }: AskedConsent,
  language: string | undefined,
  on: boolean,
): readonly Ticked[] {
  const others = ticked.filter((one) => one.consent !== consent);
  const now = { consent, version, ...(language === undefined ? {} : { language }) };
  return on ? [...others, now] : others;
}

/** A check-in of which one consent was taken back. */
export function withdrawn(checkIn: CheckIn, consent: string, at: string): CheckIn {
  const consents = (checkIn.consents ?? []).map((one) =>
    one.consent === consent ? { ...one, withdrawnAt: at } : one,
  );
  return { ...checkIn, consents };
}

/** What a consent is called within a sentence. */
export function consentName({ consents = [] }: Pick<SessionState, 'consents'>, consent: string): string {
  const known = consents.find((asked) => asked.consent === consent);
  if (known !== undefined) return known.name;
  return consent === 'telehealth' ? 'Taking part by video' : 'An earlier agreement';
}

/** Whether one agrees to it as far as is known. */
export function stands({ withdrawnAt }: AcceptedConsent): boolean {
  return withdrawnAt === undefined;
}

/** Whether a check-in agreed to all that is asked now, as it is worded now. What was taken back is the team's to talk of. */
export function hasAgreed({ consents = [] }: CheckIn, asked: readonly AskedConsent[] = []): boolean {
  return asked.every(({ consent, version }) =>
    consents.some((one) => one.consent === consent && one.version === version),
  );
}
