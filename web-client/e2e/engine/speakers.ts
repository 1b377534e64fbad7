import type { Browser, Page } from '@playwright/test';
import { wearFace } from '../faces';
import { reachBy } from '../line';
import { openSeat } from '../people';
import { speech, wearVoice } from '../voices';
import { keepConnections } from './connections';
import type { Seated } from './engine';
import { failOnErrors } from './errors';
import type { Attendee } from './group';

/** How somebody comes who is seen and heard. */
export interface Speaking {
  /** 1 to 15: what their picture says. */
  readonly whose: number;
  /** Their turn to speak, of so many turns. */
  readonly turn: number;
  readonly of: number;
  readonly width?: number;
  readonly height?: number;
  /** The port of loopback by which they reach the bridge, instead of the one that the engine names. */
  readonly line?: { readonly named: number; readonly by: number };
}

/**
 * Somebody at their link, with a face and a voice of their own, in a window that shows pictures large.
 *
 * @param prepare what else is done to the page before it opens the link
 */
export async function openSpeaker(
  browser: Browser,
  person: Seated,
  how: Speaking,
  prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<Attendee> {
  const { whose, turn, of, width = 640, height = 360, line } = how;
  const seat = await openSeat(browser, 'about:blank', { width: 1280, height: 800 });
  await seat.page.addInitScript(keepConnections);
  await seat.page.addInitScript(wearFace, { whose, width, height, fps: 15 });
  await seat.page.addInitScript(wearVoice, { wav: speech(), turn, of });
  if (line !== undefined) await seat.page.addInitScript(reachBy, line);
  await prepare(seat.page);
  failOnErrors(seat.page);
  await seat.page.goto(person.url);
  return { ...seat, ...person, whose };
}
