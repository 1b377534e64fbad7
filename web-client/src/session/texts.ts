/**
 * The engine's rules for what people write, so that a field can be named and described before anything is sent. One
 * table of examples, `test/texts.json`, tests both.
 */
export type TextFlaw = 'empty' | 'long' | 'hidden' | 'marks' | 'markup';

/** `line` has no line breaks and nothing that looks like markup; `prose` may have both. */
export type TextKind = 'line' | 'prose';

const marksMax = 8;

// Format characters that are seen, join letters, or make flags are none of the hidden ones.
const hidden =
  /(?![\u200c\u200d\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}\u{e0020}-\u{e007f}])[\p{Cf}\u2065\ufff0-\ufff8]/u;
const loose = `(?:${hidden.source}|[\\s\\p{Z}\\x1c-\\x1f\\u0085\\u200c\\u200d\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2800\\u3164\\uffa0])`;
const selector = '[\\ufe00-\\ufe0f\\u{e0000}-\\u{e0fff}]';
const before = new RegExp(`^(?:${loose}|${selector})+`, 'u');
const after = new RegExp(`${loose}+$`, 'u');
const unseen = new RegExp(`${loose}|${selector}|[\\p{M}\\p{Cc}]`, 'gu');
const inNumbers = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
const numbers = new RegExp(`[\\p{Nd}\\p{Zs}\\p{Pd}+()./#*${inNumbers.source.slice(1)}+`, 'gu');
const marks = new RegExp(`\\p{M}{${marksMax + 1}}`, 'u');
const refused = new RegExp(
  `${hidden.source}|[\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}\\p{Noncharacter_Code_Point}]`,
  'u',
);

/** The text as the engine keeps it: in NFC, without white space and hidden characters at its ends and in numbers. */
export function cleaned(value: string): string {
  return value
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .replace(before, '')
    .replace(after, '')
    .replace(numbers, (run) => (/\p{Nd}/u.test(run) ? run.replace(inNumbers, '') : run));
}

/** What the engine would refuse about a text; nothing where it takes it. Lengths are in UTF-16 units. */
export function flawOf(value: string, kind: TextKind, charsMax: number): TextFlaw | undefined {
  if (value.length > charsMax) return 'long';
  const text = cleaned(value);
  if (text.replace(unseen, '') === '') return 'empty';
  if (text.length > charsMax) return 'long';
  if (refused.test(text) || /\p{Cc}/u.test(kind === 'prose' ? text.replace(/[\n\t]/gu, '') : text)) {
    return 'hidden';
  }
  if (marks.test(text)) return 'marks';
  return kind === 'line' && /[<>]/u.test(text) ? 'markup' : undefined;
}

/** What to do about it, in one sentence. */
export const flawSentences: Readonly<Record<TextFlaw, string>> = {
  empty: 'Please fill this in.',
  long: 'This is too long. Please shorten it.',
  hidden: 'There is a hidden sign in here, perhaps from where it was copied. Please type it anew.',
  marks: 'There are too many marks on one letter. Please type it anew.',
  markup: 'Please leave out < and >.',
};
