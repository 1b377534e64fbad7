import { describe, expect, it } from 'vitest';
import { given, seat } from '../../test/session/given';
import { lettersOf, placeLetter } from './letters';
import { letterOf } from './state';

it.each([
  [
    ['Room A', 'Room B'],
    ['A', 'B'],
  ],
  [
    ['Harbor', 'Hill'],
    ['H', 'I'],
  ],
  [
    ['Hh', 'H'],
    ['H', 'A'],
  ],
])('the letters of %j are %j', (names, letters) => expect(lettersOf(names)).toEqual(letters));

it('aPlace_hasTheLetterOfItsRoom_andTheMainRoomHasZero', () => {
  const room = (id: string, name: string) => ({ id, place: `breakout:${id}`, name, seats: [] });
  const breakouts = { rooms: [room('a', 'Harbor'), room('b', 'Hill')] };
  const state = given(seat('lena', { role: 'facilitator' }), [], { extras: { breakouts } });
  expect(['main', 'breakout:a', 'breakout:b'].map((place) => placeLetter(state, place))).toEqual([
    '0',
    'H',
    'I',
  ]);
});

describe('the letter of a room', () => {
  it.each([
    ['Room B', 'B'],
    ['anxiety skills', 'A'],
    ['Ö', 'Ö'],
    ['', '?'],
  ])('of "%s" is %s', (name, letter) => expect(letterOf(name)).toBe(letter));
});
