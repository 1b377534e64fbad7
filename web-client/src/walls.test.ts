import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import whom; what lies in `src` itself is for all. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  media: ['protocol'],
  session: ['protocol', 'media'],
  embed: ['protocol', 'session'],
  views: ['protocol', 'media', 'session', 'embed'],
  stories: ['protocol', 'media', 'session', 'embed', 'views'],
};
/** The page and the stories tie rooms together. */
const doors = ['main.ts'];
const clock = 'clock.ts';

const root = new URL('./', import.meta.url);
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
const sources = new Map(files.map((name) => [name, readFileSync(new URL(name, root), 'utf8')]));
const imports = new Map([...sources].map(([name, source]) => [name, importsOf(name, source)]));

/** The modules that a module imports, types alone or not; sheets of styles and pictures are none. */
function importsOf(name: string, source: string): string[] {
  const found = [...source.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/gu)].map(([, path = '']) => path);
  return found
    .filter((path) => !/\.(?:css|svg)(?:\?|$)/u.test(path))
    .map((path) => {
      const target = posix.join(posix.dirname(name), path);
      const file = [`${target}.ts`, `${target}/index.ts`].find((known) => existsSync(new URL(known, root)));
      if (file === undefined) throw new Error(`${name} imports ${path}, which is nowhere`);
      return file;
    });
}

function roomOf(name: string): string | undefined {
  return name.includes('/') ? name.slice(0, name.indexOf('/')) : undefined;
}

/** The first way from a module back to itself. */
function circleFrom(start: string): string[] | undefined {
  const seen = new Set<string>();
  const ways = [[start]];
  for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
    for (const next of imports.get(way[way.length - 1] ?? '') ?? []) {
      if (next === start) return [...way, start];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
}

describe('the walls of the client', () => {
  it('everyRoom_isNamedHere', () => {
    const rooms = new Set(files.map(roomOf).filter((room) => room !== undefined));
    expect([...rooms].sort()).toEqual(Object.keys(mayUse).sort());
    expect(sources.get(clock)).toBeDefined();
  });

  it('nobody_importsARoomAboveOrBeside', () => {
    const climbing = [...imports].flatMap(([name, targets]) => {
      const room = roomOf(name);
      const allowed = room === undefined ? [] : [...(mayUse[room] ?? []), room];
      return targets
        .filter((target) => {
          const other = roomOf(target);
          return other !== undefined && !allowed.includes(other) && !doors.includes(name);
        })
        .map((target) => `${name} -> ${target}`);
    });
    expect(climbing).toEqual([]);
  });

  it('noModule_leadsBackToItself', () => {
    expect(files.flatMap((name) => circleFrom(name)?.join(' -> ') ?? [])).toEqual([]);
  });

  it('onlyTheClock_readsTheTime', () => {
    const readers = [...sources]
      .filter(([name]) => name !== clock && roomOf(name) !== 'stories')
      .filter(([, source]) =>
        /\bDate\.now\b|\bperformance\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)/u.test(source),
      );
    expect(readers.map(([name]) => name)).toEqual([]);
  });
});
