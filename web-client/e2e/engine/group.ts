import { expect, type Browser, type Page } from '@playwright/test';
import { read, wearFace } from '../faces';
import {
  admit,
  askToJoin,
  button,
  expectInRoom,
  expectWaiting,
  goIn,
  openSeat,
  placeByKeys,
  type Figures,
  type SeatPage,
} from '../people';
import { expectArriving, expectStopped } from './arriving';
import type { Engine, Seated } from './engine';
import { failOnErrors } from './errors';

/** Words that a test uses and that may be found nowhere afterwards. */
export const secrets = {
  title: 'Quillfeather evening group',
  facilitator: { ref: 'ref-zylph-1', name: 'Lenora Zylphaven', role: 'facilitator' },
  patients: [
    { ref: 'ref-zylph-2', name: 'Anabel Quorvidian', role: 'patient' },
    { ref: 'ref-zylph-3', name: 'Bertold Xanthippo', role: 'patient' },
    { ref: 'ref-zylph-4', name: 'Corazon Wyvernette', role: 'patient' },
  ],
  task: 'Marmalade reflection',
  announcement: 'Gossamer minutes remain',
} as const;

/** Somebody in a place, in whichever browser. */
export interface Present extends Pick<Seated, 'seat' | 'ref'> {
  readonly page: Pick<Page, 'evaluate'>;
  /** What their camera's picture says of them, where they wear a face. */
  readonly whose?: number;
}

export interface Attendee extends SeatPage, Seated {
  readonly whose?: number;
}

export interface Group {
  readonly session: string;
  readonly lena: Attendee;
  readonly ana: Attendee;
  readonly bert: Attendee;
  readonly cora: Attendee;
  readonly all: readonly Attendee[];
}

/** Asks the fake camera for a small picture: four people in one browser share two cores. */
export function smallCamera(): void {
  const devices = navigator.mediaDevices;
  const ask = devices.getUserMedia.bind(devices);
  devices.getUserMedia = (wanted = {}) => {
    const video = wanted.video
      ? { ...(typeof wanted.video === 'object' ? wanted.video : {}), width: 320, height: 240, frameRate: 10 }
      : false;
    return ask({ ...wanted, video });
  };
}

/** Somebody at their link, with a face of their own. `more` runs in the page before anything else. */
export async function seated(
  browser: Browser,
  person: Seated,
  whose: number,
  ...more: readonly (() => void)[]
): Promise<Attendee> {
  const seat = await openSeat(browser, 'about:blank');
  await seat.page.addInitScript(wearFace, { whose, width: 320, height: 180, fps: 10 });
  for (const each of more) await seat.page.addInitScript(each);
  failOnErrors(seat.page);
  await seat.page.goto(person.url);
  return { ...seat, ...person, whose };
}

/**
 * A facilitator and three patients in the main room, let in from the waiting room: one by one, then all. `more` runs in
 * every page before anything else.
 */
export async function gather(
  browser: Browser,
  engine: Engine,
  more: () => void = () => undefined,
  policy: Record<string, unknown> = {},
): Promise<Group> {
  const session = await engine.session(secrets.title, policy);
  const lena = await seated(browser, await engine.invite(session, secrets.facilitator), 1, more);
  await goIn(lena.page);
  await expectInRoom(lena.page);
  const patients: Attendee[] = [];
  for (const [index, person] of secrets.patients.entries()) {
    const patient = await seated(browser, await engine.invite(session, person), index + 2, more);
    await askToJoin(patient.page);
    await expectWaiting(patient.page);
    patients.push(patient);
  }
  const [ana, bert, cora] = patients as [Attendee, Attendee, Attendee];
  await admit(lena.page, ana.name);
  await button(lena.page, 'Admit all').click();
  for (const { page } of patients) await expectInRoom(page);
  return { session, lena, ana, bert, cora, all: [lena, ana, bert, cora] };
}

function others(one: Present, all: readonly Present[]): Present[] {
  return all.filter((other) => other !== one);
}

/**
 * Each of these hears and sees each other one, by what their pictures say, now, and nobody else is received by any of
 * them.
 */
export async function expectTogether(members: readonly Present[]): Promise<void> {
  for (const member of members) {
    const seats = others(member, members).map(({ seat }) => seat);
    await expectArriving(member.page, seats, { message: `what ${member.ref} sees and hears` });
    for (const other of others(member, members)) await expectToSee(member.page, other);
  }
}

/** Of late enough to be called now, also on a busy machine. */
const nowMs = 20_000;

/** The page shows this person's picture, of now, or one that was taken after a moment. */
export async function expectToSee(
  page: Present['page'],
  { seat, ref, whose }: Omit<Present, 'page'>,
  afterMs = 0,
): Promise<void> {
  if (whose === undefined) return;
  const message = `whose picture is shown as that of ${ref}`;
  await expect
    .poll(
      async () => {
        const seen = await read(page, seat);
        const fresh = seen !== undefined && seen.ageMs < nowMs && Date.now() - seen.ageMs > afterMs + 100;
        return fresh ? seen.whose : undefined;
      },
      { message },
    )
    .toBe(whose);
}

/** None of these is received any more, while whoever is in the same place is. */
export async function expectNothingOf(
  page: Present['page'],
  gone: readonly Present[],
  companion: Present,
): Promise<void> {
  for (const { seat, ref } of gone) {
    await expectStopped(page, (figures) => bytes(figures, seat), companion, `bytes of ${ref}, elsewhere`);
  }
}

function bytes(figures: Figures, seat: string): number {
  return Object.values(figures[seat] ?? {}).reduce((sum, source) => sum + source.bytesReceived, 0);
}

/** One asks for the screen, the other allows it, and it is shared. */
export async function share(asking: Attendee, allowing: Attendee): Promise<void> {
  await button(asking.page, 'Share screen').click();
  await allowing.page.getByRole('tab', { name: 'Room', exact: true }).click();
  await button(allowing.page, 'Allow for 10 min').click();
  // A browser lets the asked-for share begin by itself for some seconds after the click; later it wants another one.
  const stop = button(asking.page, 'Stop sharing');
  await expect(async () => {
    const begin = button(asking.page, 'Share screen').first();
    if (await begin.isVisible()) await begin.click({ timeout: 1000 });
    await expect(stop).toBeVisible({ timeout: 2000 });
  }).toPass();
}

/** Sends two patients to a breakout by the planner's keys. */
export async function openBreakout(group: Pick<Group, 'lena' | 'ana' | 'bert'>): Promise<void> {
  const { page } = group.lena;
  await button(page, 'Breakout rooms').first().click();
  await placeByKeys(page, group.ana.name, 'a');
  await placeByKeys(page, group.bert.name, 'a');
  await button(page, 'Open breakouts').click();
  await expect(button(page, 'Close breakouts')).toBeVisible();
}

export async function expectInRoomA(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Room A' })).toBeVisible();
}

/** The places of all seats, as the program's server reads them. */
export async function places(engine: Engine, session: string): Promise<Record<string, string>> {
  const roster = await engine.call<{ seats: { ref: string; place: string; connected: boolean }[] }>(
    'GET',
    `/v1/sessions/${session}/roster`,
  );
  return Object.fromEntries(
    roster.seats.map(({ ref, place, connected }) => [
      ref,
      `${place.split(':')[0]} ${connected ? 'here' : 'lost'}`,
    ]),
  );
}

/** A staff command by the program's server. */
export function command(
  engine: Engine,
  session: string,
  name: string,
  args: Record<string, unknown>,
): Promise<unknown> {
  return engine.call('POST', `/v1/sessions/${session}/commands`, { name, args });
}
