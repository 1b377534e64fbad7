import type { KeyFrame, WrappedWord } from './frames';
import { list, MalformedFrame, number, object, text, type Fields } from './read';

/** Reader of what other pages say of keys. */
export function readKeys(frame: Fields): KeyFrame {
  const from = text(frame, 'from');
  const name = text(frame, 'name');
  switch (name) {
    case 'keys':
      return {
        type: 'e2ee',
        name,
        from,
        place: text(frame, 'place'),
        epoch: number(frame, 'epoch'),
        kid: number(frame, 'kid'),
        roster: text(frame, 'roster'),
        to: list(frame, 'to', readWrapped),
        sig: text(frame, 'sig'),
      };
    case 'have':
      return { type: 'e2ee', name, from, kid: number(frame, 'kid') };
    case 'need':
      return { type: 'e2ee', name, from, epoch: number(frame, 'epoch') };
    default:
      throw new MalformedFrame('name', 'keys, have or need');
  }
}

function readWrapped(value: unknown, field: string): WrappedWord {
  const wrapped = object(value, field);
  return { seat: text(wrapped, 'seat'), enc: text(wrapped, 'enc'), ct: text(wrapped, 'ct') };
}
