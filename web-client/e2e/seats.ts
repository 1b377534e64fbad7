import type { Page } from '@playwright/test';
import { button, expectInRoom } from './people';
import { Standin, type Heard } from './standin';

/** The people of the client's checks, as the wire shows them. */

export const link = '/join/prg_0123456789abcdef#code-1';
const grants = { microphone: true, camera: true, chat: true };
export const maya = {
  id: 'sea_maya',
  role: 'patient',
  displayName: 'Maya',
  connected: true,
  grants,
  checkInRequired: 'required',
};
export const lena = {
  id: 'sea_lena',
  role: 'facilitator',
  displayName: 'Lena',
  name: 'Lena Ortiz',
  place: 'main',
  connected: true,
  grants,
};
export const june = {
  id: 'sea_june',
  role: 'patient',
  displayName: 'June',
  name: 'June Park',
  place: 'main',
  connected: true,
  grants,
};
export const rosa = {
  id: 'sea_rosa',
  role: 'patient',
  displayName: 'Rosa',
  name: 'Rosa Delgado',
  place: 'waiting',
  connected: true,
  grants,
  queue: { position: 1 },
};

export async function patient(
  page: Page,
  onCommand?: (heard: Heard, standin: Standin) => Promise<void> | void,
  more: Record<string, unknown> = {},
): Promise<Standin> {
  const standin = new Standin(page, { ...maya, ...more }, [lena, june], onCommand);
  await standin.install();
  return standin;
}

/** Maya in the main room, with all the page's errors thrown. */
export async function inside(
  page: Page,
  onCommand?: (heard: Heard, standin: Standin) => Promise<void> | void,
): Promise<Standin> {
  const standin = await patient(page, onCommand);
  await page.goto(link);
  await button(page, 'Ask to join').waitFor();
  standin.moveTo('main');
  await expectInRoom(page);
  return standin;
}

/** An error that a page throws is an error of the test. */
export function watchErrors(page: Page): void {
  page.on('pageerror', (error) => {
    throw error;
  });
}
