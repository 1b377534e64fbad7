import { type Page } from '@playwright/test';
import { expectInRoom, goIn } from './people';
import { lena, link } from './seats';
import { Standin, type Heard } from './standin';

/** Lena, who leads, in the main room; `answer` is what the wire does after a command. */
export async function leading(
  page: Page,
  seats: Record<string, unknown>[],
  answer: (heard: Heard, standin: Standin) => void = () => undefined,
): Promise<Standin> {
  const standin = new Standin(page, { ...lena, place: 'away' }, seats, (heard, wire) => {
    if (heard.name === 'knock') wire.moveTo('main');
    else answer(heard, wire);
  });
  await standin.install();
  await page.goto(link);
  await goIn(page);
  await expectInRoom(page);
  return standin;
}

export function last(standin: Standin): unknown[] {
  const heard = standin.heard.at(-1);
  return [heard?.name, heard?.args];
}
