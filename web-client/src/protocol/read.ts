/**
 * Readers of untrusted JSON. Each returns a value of its type or throws {@link MalformedFrame}; a field that
 * nobody asked for is ignored, so that an older client lives beside a newer server.
 */
export class MalformedFrame extends Error {
  /** The message names the field and never carries its value: frames hold personal data. */
  constructor(field: string, expected: string) {
    super(`${field}: expected ${expected}`);
    this.name = 'MalformedFrame';
  }
}

export type Fields = Readonly<Record<string, unknown>>;

export function object(value: unknown, field: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MalformedFrame(field, 'an object');
  }
  return value as Fields;
}

export function text(from: Fields, key: string): string {
  const value = from[key];
  if (typeof value !== 'string') throw new MalformedFrame(key, 'a string');
  return value;
}

export function number(from: Fields, key: string): number {
  const value = from[key];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new MalformedFrame(key, 'a number');
  return value;
}

export function flag(from: Fields, key: string, fallback?: boolean): boolean {
  const value = from[key];
  if (value === undefined && fallback !== undefined) return fallback;
  if (typeof value !== 'boolean') throw new MalformedFrame(key, 'true or false');
  return value;
}

export function oneOf<T extends string>(from: Fields, key: string, allowed: readonly T[]): T {
  const value = text(from, key);
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new MalformedFrame(key, `one of ${allowed.join(', ')}`);
  return found;
}

export function list<T>(from: Fields, key: string, item: (value: unknown, field: string) => T): T[] {
  const value = from[key];
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new MalformedFrame(key, 'a list');
  return value.map((entry, index) => item(entry, `${key}/${index}`));
}

export function texts(from: Fields, key: string): string[] {
  return list(from, key, (value, field) => {
    if (typeof value !== 'string') throw new MalformedFrame(field, 'a string');
    return value;
  });
}

/** `{[key]: read()}` where the field is there, `{}` where it is not: absent stays absent. */
export function optional<K extends string, T>(from: Fields, key: K, read: () => T): { [P in K]?: T } {
  return from[key] === undefined ? {} : ({ [key]: read() } as { [P in K]?: T });
}

export function optionalText<K extends string>(from: Fields, key: K): { [P in K]?: string } {
  return optional(from, key, () => text(from, key));
}

export function optionalNumber<K extends string>(from: Fields, key: K): { [P in K]?: number } {
  return optional(from, key, () => number(from, key));
}
