import { readAlert, readCheckIn, readGrants, readOpenBreakouts, readPlan, readRole, readSeat } from './codec';
import type { Seat, SessionEvent } from './frames';
import {
  flag,
  number,
  object,
  optional,
  optionalNumber,
  optionalText,
  text,
  texts,
  type Fields,
} from './read';

/** Reads the `name` and `data` of an event frame; a name of a newer server becomes `unknown`. */
export function readEvent(frame: Fields): SessionEvent {
  const data = frame['data'] === undefined ? {} : object(frame['data'], 'data');
  const name = text(frame, 'name');
  return readSeatEvent(name, data) ?? readRoomEvent(name, data) ?? { name: 'unknown', wireName: name };
}

function readSeatEvent(name: string, data: Fields): SessionEvent | undefined {
  switch (name) {
    case 'seat-moved':
      return {
        name,
        seat: text(data, 'seat'),
        ...optionalText(data, 'from'),
        ...optionalText(data, 'to'),
        ...optional(data, 'who', () => readWho(data)),
      };
    case 'seat-denied':
      return { name, seat: text(data, 'seat'), ...optionalText(data, 'reason') };
    case 'seat-connection':
      return { name, seat: text(data, 'seat'), connected: flag(data, 'connected') };
    case 'hand-changed':
      return { name, seat: text(data, 'seat'), on: flag(data, 'on'), ...optionalNumber(data, 'order') };
    case 'grants-changed':
      return { name, seat: text(data, 'seat'), grants: readGrants(data['grants']) };
    case 'role-changed':
      return { name, seat: text(data, 'seat'), role: readRole(data) };
    case 'share-requested':
    case 'share-denied':
      return { name, seat: text(data, 'seat') };
    case 'share-granted':
      return { name, seat: text(data, 'seat'), until: text(data, 'until'), ...optionalText(data, 'place') };
    case 'share-started':
      return { name, seat: text(data, 'seat'), ...optionalText(data, 'place') };
    case 'share-ended':
      return {
        name,
        seat: text(data, 'seat'),
        ...optionalText(data, 'place'),
        ...optionalText(data, 'reason'),
        leaseEnded: flag(data, 'leaseEnded', true),
      };
    case 'check-in-completed':
      return {
        name,
        seat: text(data, 'seat'),
        ...optional(data, 'checkIn', () => readCheckIn(data['checkIn'])),
      };
    default:
      return undefined;
  }
}

function readRoomEvent(name: string, data: Fields): SessionEvent | undefined {
  switch (name) {
    case 'breakouts-planned':
      return { name, plan: readPlan(data['plan']) };
    case 'breakouts-opened':
      return { name, breakouts: readOpenBreakouts(data) };
    case 'breakouts-extended':
    case 'breakouts-closing':
      return { name, closesAt: text(data, 'closesAt') };
    case 'breakouts-closed':
    case 'session-opened':
    case 'session-started':
      return { name };
    case 'announcement':
      return { name, text: text(data, 'text') };
    case 'help-asked':
      return { name, breakout: text(data, 'breakout'), ...optionalText(data, 'seat') };
    case 'help-answered':
      return { name, breakout: text(data, 'breakout') };
    case 'hallway-opened':
      return { name, hallway: text(data, 'hallway'), seats: texts(data, 'seats') };
    case 'hallway-closed':
      return { name, hallway: text(data, 'hallway') };
    case 'message':
      return {
        name,
        ...optionalText(data, 'from'),
        ...optionalText(data, 'to'),
        ...optionalText(data, 'place'),
        text: text(data, 'text'),
      };
    case 'alert-raised':
      return { name, alert: readAlert(data) };
    case 'alert-acknowledged':
      return { name, alert: text(data, 'alert') };
    case 'session-locked':
      return { name, on: flag(data, 'on') };
    case 'session-extended':
      return {
        name,
        ...optional(data, 'minutes', () => number(data, 'minutes')),
        endsAt: text(data, 'endsAt'),
      };
    case 'session-ended':
      return { name, ...optionalText(data, 'reason') };
    default:
      return undefined;
  }
}

/** `who` is the seat as the place may see it, or only the name that the place shows. */
function readWho(data: Fields): Seat {
  const who = data['who'];
  const place = optionalText(data, 'to').to ?? 'main';
  const fields = typeof who === 'string' ? { displayName: who } : object(who, 'who');
  return readSeat({ place, ...fields }, 'who', text(data, 'seat'));
}
