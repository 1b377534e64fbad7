import type { Place } from '../protocol/frames';
import { letterOf, placeName, type SessionState } from './state';

/**
 * One letter a room, no letter twice: a letter is read, and pressed, as the room's short name. A room whose letter is
 * taken gets another one of its own name, else the next free one.
 */
export function lettersOf(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const own = [...name.toLocaleUpperCase()].filter((sign) => /\p{L}/u.test(sign));
    const others = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
    const letter = [letterOf(name), ...own, ...others].find((candidate) => !taken.has(candidate)) ?? '?';
    taken.add(letter);
    return letter;
  });
}

/** The letter of a place; `0` is the main room. */
export function placeLetter(state: SessionState, place: Place): string {
  if (place === 'main') return '0';
  const rooms = state.breakouts.kind === 'open' ? state.breakouts.rooms : [];
  const index = rooms.findIndex((room) => room.place === place);
  return lettersOf(rooms.map(({ name }) => name))[index] ?? letterOf(placeName(state, place));
}
