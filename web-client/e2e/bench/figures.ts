import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname } from 'node:path';
import { Engine } from '../engine/engine';

/** The bridges that a bench compares. */
export type Kind = 'embedded' | 'videobridge';

const listed = (name: string): string[] => (process.env[name] ?? '').split(',').filter(Boolean);

const videobridges = listed('ANTEROOM_BENCH_VIDEOBRIDGES');

/** What `./anteroom bench` was asked for. */
export const settings = {
  bridges: videobridges.length,
  channels: listed('ANTEROOM_BENCH_CHANNELS'),
  pids: listed('ANTEROOM_BENCH_PIDS').map(Number),
  /** Where the videobridge takes media, as host and port; empty where nobody said it. */
  media: process.env['ANTEROOM_BENCH_MEDIA'] ?? '',
  /** By their names, which of the lines; all where nobody said it. */
  only: new RegExp(process.env['ANTEROOM_BENCH_ONLY'] ?? '', 'u'),
  people: Number(process.env['ANTEROOM_BENCH_PEOPLE'] ?? '4'),
  seconds: Number(process.env['ANTEROOM_BENCH_SECONDS'] ?? '20'),
  json: process.env['ANTEROOM_BENCH_JSON'] ?? 'bench.json',
} as const;

/** The videobridge only where one was given. */
export const kinds: readonly Kind[] = videobridges.length === 0 ? ['embedded'] : ['embedded', 'videobridge'];

export function engineOn(kind: Kind): Engine {
  return new Engine(
    kind === 'embedded'
      ? { ANTEROOM_MEDIA_BRIDGE: 'embedded', ANTEROOM_MEDIA_ADDRESSES: '127.0.0.1' }
      : {
          ANTEROOM_MEDIA_BRIDGE: 'videobridge',
          ANTEROOM_MEDIA_VIDEOBRIDGES: videobridges.join(','),
          ANTEROOM_MEDIA_CHANNELS: settings.channels.join(','),
        },
  );
}

interface Figure<Column extends string> {
  readonly name: string;
  readonly unit: string;
  readonly how: string;
  readonly values: Partial<Record<Column, number>>;
}

/** Figures of each kind of bridge, side by side. It judges nothing. */
export class SideBySide<Column extends string = Kind> {
  readonly remarks: string[] = [];
  private readonly figures: Figure<Column>[] = [];
  private readonly began = loadavg();

  constructor(private readonly columns: readonly Column[]) {}

  /** Without a value it keeps a line for the other columns. */
  add(column: Column, name: string, value: number | undefined, unit: string, how: string): void {
    let known = this.figures.find((figure) => figure.name === name);
    if (known === undefined) {
      known = { name, unit, how, values: {} };
      this.figures.push(known);
    }
    if (value !== undefined) known.values[column] = value;
  }

  /** Prints the table, and writes it as JSON where it was asked for. */
  write(): void {
    const { columns, figures, remarks } = this;
    const cell = (value: number | undefined): string => (value === undefined ? '-' : value.toFixed(1));
    const wide = columns.reduce((widest, { length }) => Math.max(widest, length), 12);
    const width = figures.reduce((widest, { name }) => Math.max(widest, name.length), 'figure'.length) + 1;
    const lines = figures.map(({ name, unit, how, values }) =>
      [name.padEnd(width), ...columns.map((column) => cell(values[column]).padStart(wide))]
        .concat(unit.padEnd(7), how)
        .join(' '),
    );
    const machine = {
      cores: cpus().length,
      model: cpus()[0]?.model,
      loadBefore: this.began,
      loadAfter: loadavg(),
    };
    const heads = columns.map((column) => column.padStart(wide)).join(' ');
    const head = `${'figure'.padEnd(width)} ${heads} unit    measured by`;
    console.log([`on ${JSON.stringify(machine)}`, head, ...lines, ...remarks].join('\n'));
    const { json, seconds } = settings;
    mkdirSync(dirname(json), { recursive: true });
    writeFileSync(json, `${JSON.stringify({ machine, seconds, figures, remarks }, null, 2)}\n`);
    console.log(`written to ${json}`);
  }
}

const both: readonly Kind[] = ['embedded', 'videobridge'];

/** The table of the bridges that an engine drives. */
export function tableOfBridges(): SideBySide {
  const table = new SideBySide(both);
  if (!kinds.includes('videobridge'))
    table.remarks.push('No --videobridge was given: the embedded bridge alone.');
  return table;
}
