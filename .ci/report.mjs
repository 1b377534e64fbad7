/**
 * What a run of the tests says at its end: how many passed, each test that failed with how to run it alone, and the slowest
 * ten. Reads JUnit's XML as Surefire, Vitest and Playwright write it. `node .ci/report.mjs <checkout> <folder of XML>`
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SLOWEST = 10;
const [root = '.', results = '.'] = process.argv.slice(2);

const entities = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const plain = (text) =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/giu, (whole, decimal, hex, name) =>
    name ? (entities[name] ?? whole) : String.fromCodePoint(Number.parseInt(decimal ?? hex, decimal ? 10 : 16)),
  );

const attribute = (tag, name) => plain(new RegExp(`\\s${name}="([^"]*)"`, 'u').exec(tag)?.[1] ?? '');

function xmlIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.xml'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

const SAID = 12;
/** Source that Playwright quotes, frames of libraries, and what repeats the name of the test. */
const quoted = /^>?\s*\d*\s*\||^\s*at (?!.*(?:anteroom|\.spec\.ts|e2e\/))|^\s*\[\w+\] [>›]/u;

/** What a failure says: its message, what it waited for, and where in our own code. */
function wordsOf(message, body) {
  const lines = `${message}\n${body}`
    .replace(/\u001b\[[\d;]*m/gu, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '' && !quoted.test(line))
    .map((line) => line.trim().slice(0, 300));
  return [...new Set(lines)].slice(0, SAID);
}

/** The test cases of one file: their name, as `./anteroom test --only` takes it, seconds, and what became of them. */
function cases(xml, nameOf) {
  return [...xml.matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/gu)].map(([, tag, body = '']) => {
    const fault = /<(?:failure|error)\b([^>]*)>?([\s\S]*?)(?:<\/(?:failure|error)|$)/u.exec(body);
    return {
      ...nameOf(attribute(tag, 'classname'), attribute(tag, 'name')),
      seconds: Number(attribute(tag, 'time').replace(',', '')),
      failed: fault !== null,
      skipped: /<skipped\b/u.test(body),
      said: fault === null ? [] : wordsOf(attribute(fault[1], 'message'), plain(fault[2].replace(/<!\[CDATA\[|\]\]>/gu, ''))),
    };
  });
}

function ofJava(className, name) {
  const short = `${className.split('.').at(-1).replace(/\$.*/u, '')}${name === '' ? '' : `.${name.replace(/[({[].*/su, '')}`}`;
  return { name: `${short}`, pattern: short };
}

const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');

function ofBrowser(file, name) {
  const title = name.split(/ [>›] /u).at(-1) ?? name;
  return { name: `${file} › ${name}`, pattern: file.endsWith('.test.ts') ? literal(file) : literal(title) };
}

const all = ['signaling', 'engine', 'bench']
  .flatMap((module) => xmlIn(join(root, module, 'target/surefire-reports')))
  .flatMap((xml) => cases(xml, ofJava))
  .concat(xmlIn(results).flatMap((xml) => cases(xml, ofBrowser)));

const say = (line) => process.stdout.write(`${line}\n`);
const failed = all.filter((each) => each.failed);
const skipped = all.filter((each) => each.skipped);

say(`The slowest ${SLOWEST}:`);
for (const each of [...all].sort((a, b) => b.seconds - a.seconds).slice(0, SLOWEST))
  say(`    ${each.seconds.toFixed(1).padStart(6)} s  ${each.name}`);
for (const each of failed) {
  say(`failed: ${each.name}`);
  for (const line of each.said) say(`    ${line}`);
  say(`    alone: ./anteroom test --only '${each.pattern}'`);
}
say(`${all.length - failed.length - skipped.length} passed, ${failed.length} failed, ${skipped.length} skipped`);
process.exitCode = failed.length > 0 || all.length === 0 ? 1 : 0;
