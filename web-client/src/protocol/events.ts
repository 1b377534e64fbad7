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
import { readOpenBreakouts, readPlan, readPollQuestion, readResults, readSession } from './rooms';
import { readAlert, readCheckIn, readGrants, readRole, readSafety, readSeat } from './seats';

/** Reads the `name` and `data` of an event frame; a name of a newer server becomes `unknown`. */
export function readEvent(frame: Fields): SessionEvent {
  const data = frame['data'] === undefined ? {} : object(frame['data'], 'data');
  const name = text(frame, 'name');
  return (
    readSeatEvent(name, data) ??
    readRoomEvent(name, data) ??
    readWordEvent(name, data) ??
    readSessionEvent(name, data) ?? { name: 'unknown', wireName: name }
  );
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
      return {
        name,
        seat: text(data, 'seat'),
        connected: flag(data, 'connected'),
        ...optional(data, 'safety', () => readSafety(object(data['safety'], 'safety'))),
      };
    case 'seat-added':
      return { name, who: readSeat(data['who'], 'who') };
    case 'seat-held':
      return { name, seat: text(data, 'seat'), on: flag(data, 'on'), heldFor: texts(data, 'heldFor') };
    case 'stepped-away':
      return { name, seat: text(data, 'seat'), on: flag(data, 'on') };
    case 'hand-changed':
      return { name, seat: text(data, 'seat'), on: flag(data, 'on'), ...optionalNumber(data, 'order') };
    case 'grants-changed':
      return { name, seat: text(data, 'seat'), grants: readGrants(data['grants']) };
    case 'less-asked':
      return { name, seat: text(data, 'seat'), on: flag(data, 'on'), ...optionalText(data, 'by') };
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
        ...optional(data, 'held', () => flag(data, 'held')),
        ...optional(data, 'heldFor', () => texts(data, 'heldFor')),
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
      return { name };
    case 'help-asked':
      return { name, breakout: text(data, 'breakout'), ...optionalText(data, 'seat') };
    case 'help-answered':
      return { name, breakout: text(data, 'breakout') };
    case 'hallway-opened':
    case 'hallway-closed':
      return { name, hallway: text(data, 'hallway'), seats: texts(data, 'seats') };
    case 'poll-opened':
      return { name, ...readPollQuestion(data) };
    case 'poll-voted':
      return {
        name,
        poll: text(data, 'poll'),
        ...optionalNumber(data, 'voted'),
        ...optionalText(data, 'seat'),
        ...optionalNumber(data, 'choice'),
      };
    case 'poll-closed': {
      const results = optional(data, 'results', () => readResults(data));
      return {
        name,
        poll: text(data, 'poll'),
        ...results,
        shared: flag(data, 'shared', 'results' in results),
      };
    }
    default:
      return undefined;
  }
}

/** What somebody wrote or asked for. */
function readWordEvent(name: string, data: Fields): SessionEvent | undefined {
  switch (name) {
    case 'announcement':
      return { name, text: text(data, 'text') };
    case 'note':
      return { name, ...optionalText(data, 'from'), text: text(data, 'text') };
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
    default:
      return undefined;
  }
}

function readSessionEvent(name: string, data: Fields): SessionEvent | undefined {
  switch (name) {
    case 'session-changed':
      return { name, session: readSession(data['session']) };
    case 'session-cancelled':
    case 'session-opened':
    case 'session-started':
      return { name };
    case 'session-locked':
      return { name, on: flag(data, 'on') };
    case 'session-extended':
      return {
        name,
        ...optional(data, 'minutes', () => number(data, 'minutes')),
        endsAt: text(data, 'endsAt'),
        ...optionalText(data, 'hardEndsAt'),
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
