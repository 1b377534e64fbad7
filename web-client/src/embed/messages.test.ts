import { describe, expect, it } from 'vitest';
import { envelope, placeKindOf, readFromPage, readFromRoom } from './messages';

const frame = {};
const room = 'https://rooms.example';

function from(
  data: unknown,
  source: unknown = frame,
  origin = room,
): { data: unknown; source: unknown; origin: string } {
  return { data, source, origin };
}

describe('a message of the room', () => {
  it('fromTheFrameAndItsOrigin_isRead', () => {
    expect(readFromRoom(from(envelope({ kind: 'moved', place: 'breakout' })), frame, room)).toEqual({
      kind: 'moved',
      place: 'breakout',
    });
  });

  it.each([
    ['anotherWindow', from(envelope({ kind: 'ready' }), {})],
    ['anotherOrigin', from(envelope({ kind: 'ready' }), frame, 'https://evil.example')],
    ['anotherProtocol', from({ protocol: 'x', version: 1, kind: 'ready' })],
    ['anotherVersion', from({ protocol: 'anteroom', version: 2, kind: 'ready' })],
    ['anUnknownKind', from({ protocol: 'anteroom', version: 1, kind: 'eval' })],
    ['anUnknownPlace', from({ protocol: 'anteroom', version: 1, kind: 'moved', place: 'Room of Ana' })],
    ['aString', from('ready')],
    ['nothing', from(null)],
  ])('from%s_isIgnored', (_name, event) => expect(readFromRoom(event, frame, room)).toBeUndefined());

  it('beforeThereIsAFrame_isIgnored', () => {
    expect(readFromRoom(from(envelope({ kind: 'ready' }), undefined), undefined, room)).toBeUndefined();
  });
});

describe('a wish of the page', () => {
  it('fromTheParent_isRead', () => {
    expect(readFromPage(from(envelope({ kind: 'mute', on: true })), frame, room)).toEqual({
      kind: 'mute',
      on: true,
    });
  });
  it('fromAnotherOrigin_isIgnored', () => {
    expect(
      readFromPage(from(envelope({ kind: 'leave' }), frame, 'https://evil.example'), frame, room),
    ).toBeUndefined();
  });
});

it('a place is told as its kind, never by its name', () => {
  expect(['main', 'waiting', 'breakout:brk_1', 'hallway:hal_1', 'x'].map(placeKindOf)).toEqual([
    'main',
    'waiting',
    'breakout',
    'hallway',
    'away',
  ]);
});
