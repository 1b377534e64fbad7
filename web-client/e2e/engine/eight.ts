import { expect, type Browser, type Page } from '@playwright/test';
import { wearFace } from '../faces';
import { askToJoin, button, expectInRoom, expectWaiting, goIn, openSeat, type SeatPage } from '../people';
import type { Engine, Seated } from './engine';
import { failOnErrors } from './errors';

/** Eight people of one group: two of staff, six patients. */
export const people = {
  lena: { ref: 'ref-eight-1', name: 'Lena Farrow', role: 'facilitator' },
  amir: { ref: 'ref-eight-2', name: 'Amir Bakshi', role: 'cofacilitator' },
  patients: ['Ana Lopez', 'Ben Okafor', 'Cora Weiss', 'Dele Sani', 'Eva Moreau', 'Finn Park'].map(
    (name, i) => ({
      ref: `ref-eight-${i + 3}`,
      name,
      role: 'patient',
    }),
  ),
} as const;

/** A person with a page, and every frame that the page was sent. */
export interface Guest extends SeatPage, Seated {
  readonly heard: string[];
  /** What their camera's picture says of them. */
  readonly whose: number;
}

/** Eight pictures on two cores: as small as they can be and still be read. */
const small = { width: 160, height: 90, fps: 5 } as const;

/** Keeps what the page is sent over its line, for what must not be in it. */
function listen(page: Page, heard: string[]): void {
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))));
  failOnErrors(page);
}

/** `more` runs in the page before anything else. */
export async function guest(
  browser: Browser,
  person: Seated,
  whose: number,
  more?: () => void,
): Promise<Guest> {
  const seat = await openSeat(browser, 'about:blank', { width: 1280, height: 800 });
  const heard: string[] = [];
  await seat.context.addInitScript(wearFace, { whose, ...small });
  if (more !== undefined) await seat.context.addInitScript(more);
  listen(seat.page, heard);
  await seat.page.goto(person.url);
  return { ...person, ...seat, heard, whose };
}

/** The same person in a new page of the same browser, as after a closed laptop. */
export async function again(one: Guest): Promise<Guest> {
  const page = await one.context.newPage();
  listen(page, one.heard);
  await page.goto(one.url);
  return { ...one, page };
}

export interface Eight {
  readonly session: string;
  lena: Guest;
  readonly amir: Guest;
  readonly patients: Guest[];
}

/** The first of the patients who come as from a phone on a thin line: no pictures of others, and their sound off. */
const firstThrifty = 2;

/** Says so on the screen before the waiting room. */
async function beThrifty(page: Page): Promise<void> {
  await button(page, 'Mute').click();
  await button(page, 'Change devices').click();
  await page.getByLabel('Save data').check();
  await page.keyboard.press('Escape');
}

/**
 * Staff in the main room, six patients in the waiting room, in the order of their names. Everybody sends pictures. Where
 * `thrifty`, four of the patients take none: eight pages that each draw seven others fill two cores, so that what is
 * measured is the machine.
 */
export async function assemble(
  browser: Browser,
  engine: Engine,
  { more, thrifty = false }: { readonly more?: () => void; readonly thrifty?: boolean } = {},
): Promise<Eight> {
  const session = await engine.session('Evening circle');
  const staff: Guest[] = [];
  for (const [index, person] of [people.lena, people.amir].entries()) {
    const one = await guest(browser, await engine.invite(session, person), index + 1, more);
    await goIn(one.page);
    await expectInRoom(one.page);
    staff.push(one);
  }
  const patients: Guest[] = [];
  for (const [index, person] of people.patients.entries()) {
    const one = await guest(browser, await engine.invite(session, person), index + 3, more);
    if (thrifty && index >= firstThrifty) await beThrifty(one.page);
    await askToJoin(one.page);
    await expectWaiting(one.page);
    patients.push(one);
  }
  const [lena, amir] = staff as [Guest, Guest];
  return { session, lena, amir, patients };
}

export interface RosterSeat {
  readonly ref: string;
  readonly place: string;
  readonly role: string;
  readonly connected: boolean;
  readonly landing?: boolean;
}

export async function roster(engine: Engine, session: string): Promise<readonly RosterSeat[]> {
  const answer = await engine.call<{ seats: RosterSeat[] }>('GET', `/v1/sessions/${session}/roster`);
  return answer.seats;
}

/** How many are in each place, the places by their kind, largest first. */
export async function spread(engine: Engine, session: string): Promise<string[]> {
  const seats = await roster(engine, session);
  const counts = new Map<string, number>();
  for (const { place } of seats) counts.set(place, (counts.get(place) ?? 0) + 1);
  return [...counts].map(([place, count]) => `${place.split(':')[0]} ${count}`).sort();
}

/** Nobody is on the way any more: each client confirmed its place. */
export async function expectLanded(engine: Engine, session: string): Promise<void> {
  await expect
    .poll(async () => (await roster(engine, session)).filter(({ landing }) => landing === true).length, {
      message: 'people on the way',
    })
    .toBe(0);
}

export async function sidePanel(page: Page, name: string): Promise<void> {
  await page.getByRole('group', { name: 'Side panel' }).getByRole('button', { name }).click();
}

export async function moreMenu(page: Page, item: string): Promise<void> {
  await button(page, 'More').click();
  await page.getByRole('menuitem', { name: item }).click();
}
