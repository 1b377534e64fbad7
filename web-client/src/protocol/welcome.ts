import type { EventFrame, IceServer, Welcome, WelcomeExtras } from './frames';
import { flag, list, number, object, optional, optionalText, text, texts, type Fields } from './read';
import { readOpenBreakouts, readOpenPoll, readPlan, readSession } from './rooms';
import { readAlert, readAsked, readQueue, readRoomKeys, readSeat } from './seats';

/** Reader of what a seat is told first. */

/** @param readEntry reads an event from before, as an event frame carries it */
export function readWelcome(frame: Fields, readEntry: (entry: Fields) => EventFrame): Welcome {
  const seat = text(frame, 'seat');
  return {
    type: 'welcome',
    seat,
    seq: number(frame, 'seq'),
    you: readSeat(frame['you'], 'you', seat),
    session: readSession(frame['session']),
    seats: list(frame, 'seats', (value, field) => readSeat(value, field)),
    relays: {
      iceServers: list(frame, 'iceServers', readIceServer),
      relayOnly: flag(frame, 'relayOnly', false),
    },
    ...optional(frame, 'queue', () => readQueue(frame['queue'])),
    serverTime: text(frame, 'serverTime'),
    resumed: flag(frame, 'resumed', false),
    extras: readExtras(frame),
    ...optional(frame, 'recent', () =>
      list(frame, 'recent', (value, field) => readEntry(object(value, field))),
    ),
  };
}

function readExtras(frame: Fields): WelcomeExtras {
  return {
    ...optional(frame, 'consents', () => list(frame, 'consents', readAsked)),
    ...optional(frame, 'breakouts', () => readOpenBreakouts(frame['breakouts'])),
    ...optional(frame, 'plan', () => readPlan(frame['plan'])),
    ...optional(frame, 'shareRequests', () => texts(frame, 'shareRequests')),
    ...optional(frame, 'presenters', () =>
      list(frame, 'presenters', (value, field) => {
        const presenter = object(value, field);
        return { place: text(presenter, 'place'), seat: text(presenter, 'seat') };
      }),
    ),
    ...optional(frame, 'alerts', () => list(frame, 'alerts', readAlert)),
    ...optional(frame, 'poll', () => readOpenPoll(frame['poll'])),
    ...optional(frame, 'e2ee', () => readRoomKeys(frame['e2ee'])),
    ...optional(frame, 'helps', () =>
      list(frame, 'helps', (value, field) => {
        const help = object(value, field);
        return { breakout: text(help, 'breakout'), seat: text(help, 'seat') };
      }),
    ),
  };
}

function readIceServer(value: unknown, field: string): IceServer {
  const server = object(value, field);
  const urls = typeof server['urls'] === 'string' ? [server['urls']] : texts(server, 'urls');
  return { urls, ...optionalText(server, 'username'), ...optionalText(server, 'credential') };
}
