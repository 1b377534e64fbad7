import { describe, expect, it } from 'vitest';
import { addressOf, entryOf, socketAddress } from './entry';
import { memoryOf, shortHash } from './memory';
import { draftOf, freshDraft, place, plannedRooms, withRooms, withTask } from './planning';
import { strip } from './strip';
import { clockFigures, inWords, markOf, roughly, secondsLeft } from './time';
import { sentenceList } from './sentences';
import { refusedField, rejectSentence } from './rejections';

describe('the countdown of a lease', () => {
  const now = Date.parse('2026-11-19T11:00:00Z');
  it.each([
    ['2026-11-19T11:10:00Z', 600],
    ['2026-11-19T11:00:00.400Z', 1],
    ['2026-11-19T11:00:00Z', 0],
    ['2026-11-19T10:00:00Z', 0],
  ])('until %s is %i s', (until, seconds) => expect(secondsLeft(until, now)).toBe(seconds));

  it.each([
    [462, '7:42'],
    [5, '0:05'],
    [3909, '1:05:09'],
  ])('%i s reads %s', (seconds, figures) => expect(clockFigures(seconds)).toBe(figures));

  it.each([
    [301, undefined],
    [300, 300],
    [297, 300],
    [290, undefined],
    [60, 60],
    [11, undefined],
    [10, 10],
    [0, undefined],
  ])('%i s before a breakout ends, the mark of %s s is said', (left, mark) =>
    expect(markOf(left)).toBe(mark),
  );

  it('speaksRoughly', () => {
    expect([roughly(0), roughly(40), roughly(60), roughly(245)]).toEqual([
      '1 second',
      '40 seconds',
      '1 minute',
      '4 minutes',
    ]);
    expect([inWords(20), inWords(540), inWords(5280)]).toEqual([
      'less than a minute',
      '9 minutes',
      '1 hour 28 minutes',
    ]);
  });
});

describe('memory', () => {
  const throwing = (): never => {
    throw new DOMException('denied', 'SecurityError');
  };

  it('whereNamingStorageThrows_stillRemembersForThisPage', () => {
    const memory = memoryOf(throwing);
    memory.set('a', '1');
    expect([memory.get('a'), memory.lasting]).toEqual(['1', false]);
    memory.remove('a');
    expect(memory.get('a')).toBeUndefined();
  });

  it('whereWritingThrows_fallsBack', () => {
    let full = false;
    const store = new Map<string, string>();
    const memory = memoryOf(() => ({
      getItem: (key) => store.get(key) ?? null,
      setItem: (key, value) => {
        if (full) throw new DOMException('full', 'QuotaExceededError');
        store.set(key, value);
      },
      removeItem: (key) => void store.delete(key),
    }));
    expect(memory.lasting).toBe(true);
    full = true;
    memory.set('a', '2');
    expect(memory.get('a')).toBe('2');
  });

  it('namesACodeWithoutHoldingIt', () => {
    expect(shortHash('secret-code')).not.toContain('secret');
    expect(shortHash('a')).not.toBe(shortHash('b'));
  });
});

describe('a link', () => {
  it('carriesItsCodeInTheFragment', () => {
    expect(entryOf({ pathname: '/join/prg_1', hash: '#abc' })).toEqual({
      path: '/join/prg_1',
      code: 'abc',
      name: shortHash('abc'),
    });
  });

  it('embedded_carriesDeviceThemeAndLocale', () => {
    const hash = '#abc&device=0123456789abcdef&theme=dark&locale=de';
    expect(entryOf({ pathname: '/join/prg_1', hash })).toMatchObject({
      code: 'abc',
      device: '0123456789abcdef',
      theme: 'dark',
      locale: 'de',
    });
  });

  it('withNonsense_dropsIt', () => {
    const hash = '#abc&device=<x>&theme=pink&locale=!!';
    expect(entryOf({ pathname: '/join/prg_1', hash })).toEqual({
      path: '/join/prg_1',
      code: 'abc',
      name: shortHash('abc'),
    });
  });

  it.each([
    ['/join/prg_1%23ses_1-abc', ''],
    ['/join/prg_1%23ses_1-abc.', ''],
    ['/join/prg_1/', '#ses_1-abc'],
    ['/join/prg_1', '#ses_1-abc.'],
    ['/join/prg_1', '#ses_1-abc%3E'],
    ['/join/prg_1', '#ses_1-abc>.'],
    ['/join/prg_1', '#%3Cses_1-abc%3E,'],
    ['/join/prg_1', '#ses_1-abc)'],
    ['/join/prg_1', '#ses_1-abc”'],
    ['/join/prg_1', '#ses_1%20-abc'],
    ['/join/prg_1', '#ses_1 -ab%0D%0A%20c'],
    ['/join/prg_1', '#ses_1%C2%A0-a%E2%80%8Bbc'],
    ['/join/prg_1', '#%20ses_1-abc%20'],
    ['/join/prg_1', '#ses_1-abc%252E'],
    ['/join/prg_1', '#ses_1-abc%'],
  ])('asPeoplePasteIt %s %s_opens', (pathname, hash) => {
    expect(entryOf({ pathname, hash })).toMatchObject({ path: '/join/prg_1', code: 'ses_1-abc' });
  });

  it('withoutItsCode_isAnEntryThatSaysSo', () => {
    for (const hash of ['', '#', '#%20', '#>', '#.'])
      expect(entryOf({ pathname: '/join/prg_1', hash })).toEqual({ path: '/join/prg_1', code: '', name: '' });
  });

  it('pastedWithSettings_keepsThem_andItsAddressIsClean', () => {
    const location = { pathname: '/join/prg_1%23abc&device=0123456789abcdef', hash: '' };
    const entry = entryOf(location);
    expect(entry).toMatchObject({ code: 'abc', device: '0123456789abcdef' });
    if (entry !== undefined)
      expect(addressOf(entry, location)).toBe('/join/prg_1#abc&device=0123456789abcdef');
  });

  it('elsewhere_isNoEntry', () => expect(entryOf({ pathname: '/', hash: '#abc' })).toBeUndefined());

  it.each([
    ['/v1/connect', 'https://a.example/join/x', 'wss://a.example/v1/connect'],
    ['/v1/connect', 'http://127.0.0.1:8080/', 'ws://127.0.0.1:8080/v1/connect'],
    ['wss://b.example/c', 'https://a.example/', 'wss://b.example/c'],
  ])('connect %s on %s is %s', (connect, page, address) =>
    expect(socketAddress(connect, page)).toBe(address),
  );
});

describe('a plan of breakouts', () => {
  it('placesAndTakesBack', () => {
    const draft = place(place(freshDraft(2), 'june', 1), 'sam', 0);
    expect(plannedRooms(withTask(draft, 0, ' talk '))).toEqual([
      { name: 'Room A', task: 'talk', seats: ['sam'] },
      { name: 'Room B', seats: ['june'] },
    ]);
    expect(place(draft, 'june', undefined).placed).toEqual({ sam: 0 });
  });

  it('withFewerRooms_bringsPeopleBackToMain', () => {
    expect(withRooms(place(freshDraft(3), 'june', 2), 2).placed).toEqual({});
  });

  it('ofTheEngine_becomesTheDraft', () => {
    const plan = {
      mode: 'random',
      rooms: [{ id: 'a', place: 'breakout:a', name: 'Room A', seats: ['june'] }],
    };
    expect(draftOf(plan, withTask(freshDraft(1), 0, 'talk'))).toEqual({
      rooms: [{ name: 'Room A', task: 'talk' }],
      placed: { june: 0 },
    });
  });
});

describe('a presence strip', () => {
  const start = Date.parse('2026-11-19T11:00:00Z');
  const end = Date.parse('2026-11-19T12:00:00Z');
  const minute = (number: number): string => new Date(start + number * 60_000).toISOString();

  it('keepsGaps_andRunsUntilNow', () => {
    const pieces = strip(
      [
        { place: 'main', from: minute(0), to: minute(15) },
        { place: 'main', from: minute(30) },
      ],
      start,
      end,
      start + 45 * 60_000,
    );
    expect(pieces.map(({ from, length }) => [from, length])).toEqual([
      [0, 0.25],
      [0.5, 0.25],
    ]);
  });

  it('leavesOutWhatLiesOutside', () => {
    expect(strip([{ place: 'main', from: minute(-20), to: minute(-5) }], start, end, end)).toEqual([]);
  });
});

it('sentences list names as people do', () => {
  expect([sentenceList([]), sentenceList(['June']), sentenceList(['June', 'Eli', 'Sam'])]).toEqual([
    '',
    'June',
    'June, Eli and Sam',
  ]);
});

it('every refusal is one calm sentence', () => {
  for (const code of [
    'invalid',
    'forbidden',
    'not-found',
    'conflict',
    'capacity',
    'rate-limited',
    'unavailable',
  ] as const) {
    expect(rejectSentence('knock', code)).toMatch(/^[A-Z][^!]+\.$/u);
  }
});

it('a refusal of a text names the field that it is about', () => {
  const detail = 'Must not hold control, direction or hidden characters.';
  expect(rejectSentence('openPoll', 'invalid', `/args/options/1: ${detail}`)).toContain('answer 2');
  expect(rejectSentence('planBreakouts', 'invalid', `/args/rooms/2/name: ${detail}`)).toContain(
    'the name of group 3',
  );
  expect(rejectSentence('checkIn', 'invalid', `/args/callback: ${detail}`)).toContain('the number to call');
  expect(refusedField({ code: 'invalid', detail: `/args/callback: ${detail}` })).toBe('callback');
  expect(refusedField({ code: 'invalid', detail: '/args/consent: Is missing.' })).toBeUndefined();
  expect(refusedField({ code: 'conflict', detail: `/args/callback: ${detail}` })).toBeUndefined();
});
