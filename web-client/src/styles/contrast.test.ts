import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

type Tokens = Readonly<Record<string, string>>;

function block(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(start, css.indexOf('\n}', start));
  return Object.fromEntries(
    [...body.matchAll(/--ar-([\w-]+):\s*(#[0-9a-f]{6});/gu)].map(([, name, value]) => [name, value]),
  ) as Tokens;
}

const light = block(':root');
const dark = { ...light, ...block(':root[data-theme="dark"]') };

/** Relative luminance and contrast ratio, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(tokens: Tokens, one: string, other: string): number {
  const [first, second] = [tokens[one], tokens[other]];
  if (first === undefined || second === undefined) throw new Error(`no token ${one} or ${other}`);
  const [a, b] = [luminance(first), luminance(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const grounds = ['canvas', 'surface', 'raised', 'sunken', 'stage'];
const places = ['a', 'b', 'c', 'd'];
const textPairs: readonly (readonly [string, string])[] = [
  ...grounds.flatMap((ground) => ['ink', 'ink-2', 'ink-3'].map((ink) => [ink, ground] as const)),
  ...['canvas', 'surface', 'raised'].map((ground) => ['primary', ground] as const),
  ...['canvas', 'surface', 'raised'].map((ground) => ['berry', ground] as const),
  ...['primary', 'primary-hover', 'primary-press'].map((ground) => ['on-primary', ground] as const),
  ...['primary', 'lamp', 'dusk', 'berry'].flatMap(
    (tone) =>
      [
        [`on-${tone}`, tone],
        [`on-${tone}-soft`, `${tone}-soft`],
      ] as const,
  ),
  ...['lamp-soft', 'berry-soft', 'dusk-soft', 'primary-soft'].flatMap(
    (ground) =>
      [
        ['ink', ground],
        ['ink-2', ground],
      ] as const,
  ),
  ...places.flatMap(
    (place) =>
      [
        ['on-place', `place-${place}`],
        ['ink', `place-${place}-soft`],
        ['ink-2', `place-${place}-soft`],
      ] as const,
  ),
];
const boundaryPairs: readonly (readonly [string, string])[] = [
  ...['canvas', 'surface', 'raised', 'sunken', 'stage'].map((ground) => ['line-strong', ground] as const),
  ...grounds.map((ground) => ['focus', ground] as const),
  ...['canvas', 'surface', 'stage'].map((ground) => ['lamp-line', ground] as const),
  ...['surface', 'berry-soft'].map((ground) => ['berry', ground] as const),
  ...places.map((place) => [`place-${place}`, 'surface'] as const),
];

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('in %s', (_theme, tokens) => {
  it.each(textPairs)('text %s on %s is at least 4.5:1', (ink, ground) => {
    expect(ratio(tokens, ink, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(boundaryPairs)('boundary %s on %s is at least 3:1', (line, ground) => {
    expect(ratio(tokens, line, ground)).toBeGreaterThanOrEqual(3);
  });
});
