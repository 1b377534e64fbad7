import { deviceMs } from '../clock';
import type { Socket, Surroundings } from './connection';
import { ticketOf, type Ticket } from './entry';
import { IdleWatch } from './idle-watch';
import type { Later } from './later';
import { randomId, type Memory } from './memory';
import type { Place } from './traces';

/** What a connection needs of a real browser: a socket, a clock, chance. */
export function browserLine(address: string, token: string): Surroundings {
  return {
    open: () => new WebSocket(address, 'anteroom.v1') as Socket,
    token: () => token,
    now: deviceMs,
    random: () => Math.random(),
    later: laterInBrowser,
    newId: () => `c-${randomId()}`,
  };
}

/** Watches whether somebody is at this page. */
export function watchPerson(say: () => boolean, changed: (at: number | undefined) => void): IdleWatch {
  return new IdleWatch({ later: laterInBrowser, now: deviceMs, say, changed }, window);
}

/** Where this page is, and how it came to be there. */
export const browserPlace: Place = {
  get location() {
    return window.location;
  },
  get history() {
    return window.history;
  },
  cameAgain: () => {
    const [navigation] = performance.getEntriesByType('navigation');
    return navigation !== undefined && 'type' in navigation && navigation.type !== 'navigate';
  },
};

export const laterInBrowser: Later = (action, ms) => {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
};

/** The token of this seat from before a reload, if it can be read. */
export function keptTicket(memory: Memory, key: string): Ticket | undefined {
  const stored = memory.get(key);
  if (stored === undefined) return undefined;
  try {
    return ticketOf(JSON.parse(stored));
  } catch {
    return undefined;
  }
}
