import { expect, test, type Browser } from '@playwright/test';
import { PATIENCE } from '../patience';
import { button, closeSeats, expectInRoom, expectWaiting, mediaStats, waitingCard } from '../people';
import { expectArriving } from './arriving';
import { Engine } from './engine';
import {
  again,
  assemble,
  expectLanded,
  guest,
  moreMenu,
  roster,
  sidePanel,
  spread,
  type Eight,
  type Guest,
} from './eight';
import { expectToSee } from './group';

/** The live session with eight people in real Chromium, their cameras as small as they can be. */
const engine = new Engine({ ANTEROOM_MEDIA_ADDRESSES: '127.0.0.1' });

let group: Eight;

test.afterAll(async ({ browser }) => {
  await closeSeats(browser);
  await engine.dispose();
});

test('eight people in a live session, from the waiting room to the end', async ({ browser }) => {
  await test.step('an engine starts', () => engine.start());
  await test.step('a waiter is taken to the hallway and is first in the queue again', () =>
    takeAside(browser));
  await test.step('all are let in, and everybody is seen and heard', admitAll);
  await test.step('a poll is answered without names, and its answers are shown to all', poll);
  await test.step(
    'a private message between patients is not offered, and refused when it is tried',
    writePrivately,
  );
  await test.step(
    'six people go to three breakouts with a timer, and hear what is written to every room',
    openBreakouts,
  );
  await test.step('a reload inside a breakout returns to it', reload);
  await test.step('help is asked and answered, and whoever helps is seen to be there', help);
  await test.step('another device takes a seat over in its breakout by a new link, and the first one is out', () =>
    takeOver(browser));
  await test.step('everybody is back at the end of the countdown', closeBreakouts);
  await test.step('the facilitator is gone for twenty seconds: the group stays as it is, and she comes back to lead it', () =>
    losesTheFacilitator(browser));
  await test.step('a silent alert is seen by staff, and nobody else is sent a word of it', alert);
  await test.step('microphones are turned off together, and one is allowed again', mute);
  await test.step('the session ends for all eight', endSession);
});

/** The patient at this place in the order of knocking. */
function patient(index: number): Guest {
  const one = group.patients[index];
  if (one === undefined) throw new Error(`There is no patient ${index}`);
  return one;
}

async function placeOf({ ref }: Guest): Promise<string> {
  return (await roster(engine, group.session)).find((seat) => seat.ref === ref)?.place ?? '';
}

async function takeAside(browser: Browser): Promise<void> {
  group = await assemble(browser, engine, { thrifty: true });
  const { lena } = group;
  const first = patient(0);
  await button(waitingCard(lena.page, first.name), `Safety card of ${first.name}`).click();
  await button(waitingCard(lena.page, first.name), 'Talk privately').click();
  await expect(first.page.getByText('You are in a hallway with')).toBeVisible();
  await expect.poll(async () => Object.keys(await mediaStats(first.page))).toEqual([lena.seat]);
  await expect(patient(1).page.getByRole('heading', { name: 'You are next' })).toBeVisible();
  await button(lena.page, 'Bring everybody back').click();
  await expectWaiting(first.page);
  await expect(first.page.getByRole('heading', { name: 'You are next' })).toBeVisible();
  await expect.poll(async () => Object.keys(await mediaStats(first.page))).toEqual([]);
}

async function admitAll(): Promise<void> {
  const { lena, patients } = group;
  await button(lena.page, 'Admit all').click();
  for (const { page } of patients) await expectInRoom(page);
  await button(lena.page, 'Start session').click();
  await expectLanded(engine, group.session);
  const others = [group.amir, ...patients];
  const seats = others.map(({ seat }) => seat);
  await expectArriving(lena.page, seats, { kinds: ['camera'], timeout: 3 * PATIENCE });
  for (const other of others) await expectToSee(lena.page, other);
}

async function poll(): Promise<void> {
  const { lena, patients } = group;
  await sidePanel(lena.page, 'Polls');
  await lena.page.getByLabel('Question').fill('How is your energy?');
  await lena.page.getByLabel('Answer 1').fill('Steady');
  await lena.page.getByLabel('Answer 2').fill('Low');
  await button(lena.page, 'Ask everyone').click();
  for (const [index, { page }] of patients.slice(0, 3).entries()) {
    await button(page, 'Answer').click();
    await page.getByLabel(index === 0 ? 'Low' : 'Steady').check();
    await button(page, 'Send answer').click();
    await expect(page.getByText('You answered. Thank you.')).toBeVisible();
    await page.keyboard.press('Escape');
  }
  await expect(lena.page.getByRole('region', { name: 'Polls' })).toContainText('3 of 8 here have answered');
  await button(lena.page, 'Close and show answers').click();
  await button(patient(5).page, 'See answers').click();
  await expect(patient(5).page.getByRole('dialog')).toContainText('Steady');
  await patient(5).page.keyboard.press('Escape');
  const journal = await engine.call<{ items: { name: string; by: string; data: object }[] }>(
    'GET',
    `/v1/sessions/${group.session}/journal?limit=1000`,
  );
  const votes = journal.items.filter(({ name }) => name === 'poll-voted');
  expect(votes).toHaveLength(3);
  for (const { seat } of patients) expect(JSON.stringify(votes)).not.toContain(seat);
}

async function writePrivately(): Promise<void> {
  const [ana, ben] = [patient(0), patient(1)];
  await button(ana.page, 'Chat').click();
  await expect(ana.page.getByLabel('To').locator('option')).not.toContainText([ben.name.split(' ')[0] ?? '']);
  const refusal = await ana.page.evaluate(async (to) => {
    interface Holder extends Element {
      model?: {
        intents: { command(command: unknown): Promise<{ kind: string; reject?: { code: string } }> };
      };
    }
    const room = document.querySelector<Holder>('ar-room');
    return room?.model?.intents.command({ name: 'chat', args: { to, text: 'just us' } });
  }, ben.seat);
  expect(refusal?.reject?.code).toBe('forbidden');
  expect(ben.heard.join('\n')).not.toContain('just us');
  await button(ana.page, 'Close chat').click();
}

async function openBreakouts(): Promise<void> {
  const { lena, patients } = group;
  await button(lena.page, 'Breakout rooms').first().click();
  await lena.page.getByRole('combobox', { name: 'Rooms' }).selectOption('3');
  await lena.page.getByRole('combobox', { name: 'Time' }).selectOption('10');
  await lena.page.getByRole('group', { name: 'How to place people' }).getByText('Random').click();
  await button(lena.page, 'Open breakouts').click();
  await expect
    .poll(() => spread(engine, group.session))
    .toEqual(['breakout 2', 'breakout 2', 'breakout 2', 'main 2']);
  await expectLanded(engine, group.session);
  await expect(lena.page.getByText('left in breakouts')).toBeVisible();
  await button(lena.page, '2 minutes').click();
  await lena.page.getByLabel('Write to every room').fill('Two minutes each, then switch');
  await button(lena.page, 'Tell everyone').click();
  for (const { page } of patients) {
    await expect(page.getByText('Two minutes each, then switch').first()).toBeVisible();
  }
}

async function reload(): Promise<void> {
  const one = patient(2);
  const before = await placeOf(one);
  await one.page.reload();
  await expect(button(one.page, 'Ask for help')).toBeVisible();
  expect(await placeOf(one)).toBe(before);
  await expectLanded(engine, group.session);
}

async function help(): Promise<void> {
  const { lena, amir } = group;
  const one = patient(3);
  await button(one.page, 'Ask for help').click();
  await expect(lena.page.getByRole('article', { name: /^Help for/u })).toBeVisible();
  const card = amir.page.getByRole('article', { name: /^Help for/u });
  await button(card, 'Go there now').click();
  await expect.poll(async () => (await placeOf(amir)) === (await placeOf(one))).toBe(true);
  await expect(lena.page.getByText(/Amir\W? is here/u).first()).toBeVisible();
  await expect(lena.page.getByRole('article', { name: /^Help for/u })).toHaveCount(0);
  await expect.poll(async () => Object.keys(await mediaStats(one.page))).toContain(amir.seat);
}

async function takeOver(browser: Browser): Promise<void> {
  const one = patient(4);
  const before = await placeOf(one);
  const link = await engine.call<{ url: string }>(
    'POST',
    `/v1/sessions/${group.session}/seats/${one.seat}/link`,
    {},
  );
  // A new link takes the one before it back, and the device that came by it with it.
  await expect(one.page.getByRole('heading', { name: 'This link was taken back' })).toBeVisible();
  const second = await guest(browser, { ...one, url: link.url }, one.whose);
  await expect(button(second.page, 'Ask for help')).toBeVisible();
  expect(await placeOf(one)).toBe(before);
  group.patients[4] = second;
  await one.context.close();
}

async function closeBreakouts(): Promise<void> {
  const { lena } = group;
  await button(lena.page, 'Close breakouts').click();
  await expect(patient(0).page.getByText('Everyone goes back to the main room in')).toBeVisible();
  await button(lena.page, 'Bring everyone back now').click();
  await expect.poll(() => spread(engine, group.session)).toEqual(['main 8']);
  await expectLanded(engine, group.session);
}

async function losesTheFacilitator(browser: Browser): Promise<void> {
  const { lena } = group;
  const late = await lateComer(browser);
  const before = await spread(engine, group.session);
  await lena.page.close();
  await expect
    .poll(async () => (await roster(engine, group.session)).find(({ ref }) => ref === lena.ref)?.connected)
    .toBe(false);
  const ofTheGroup = await presentSeconds(patient(0));
  await expect
    .poll(async () => (await presentSeconds(patient(0))) - ofTheGroup, { message: 'seconds without her' })
    .toBeGreaterThanOrEqual(20);
  expect(await spread(engine, group.session)).toEqual(before);
  await expectWaiting(late.page);
  group.lena = await again(lena);
  await expectInRoom(group.lena.page);
  await expect(waitingCard(group.lena.page, late.name)).toBeVisible();
  const seat = (await roster(engine, group.session)).find(({ ref }) => ref === lena.ref);
  expect(seat).toMatchObject({ role: 'facilitator', place: 'main', connected: true });
  await late.context.close();
}

/** How long somebody has been in the session by now, as the engine counts it. */
async function presentSeconds({ ref }: Guest): Promise<number> {
  const ledger = await engine.call<{ seats: { ref: string; presentSeconds: number }[] }>(
    'GET',
    `/v1/sessions/${group.session}/attendance`,
  );
  return ledger.seats.find((account) => account.ref === ref)?.presentSeconds ?? 0;
}

async function lateComer(browser: Browser): Promise<Guest> {
  const person = { ref: 'ref-eight-9', name: 'Gil Tardy', role: 'patient' };
  const one = await guest(browser, await engine.invite(group.session, person), 9);
  await button(one.page, 'Ask to join').click();
  await expectWaiting(one.page);
  return one;
}

async function alert(): Promise<void> {
  const { amir, patients } = group;
  const one = patient(1);
  await button(one.page, 'Get support').click();
  await one.page.getByLabel('A few words, if you like').fill('I would like to talk to somebody');
  await button(one.page, 'Tell my team quietly').click();
  await expect(one.page.getByText('Only your team saw this.')).toBeVisible();
  for (const { page } of [group.lena, amir]) {
    await expect(page.getByRole('article', { name: `Alert of ${one.name}` })).toContainText(
      'I would like to talk to somebody',
    );
  }
  await button(group.lena.page.getByRole('article', { name: `Alert of ${one.name}` }), "I've got it").click();
  await expect(amir.page.getByRole('article', { name: `Alert of ${one.name}` })).toHaveCount(0);
  for (const { heard } of patients) {
    const words = heard.join('\n');
    expect(words).not.toContain('alert-raised');
    expect(words).not.toContain('alert-acknowledged');
    expect(words).not.toContain('I would like to talk');
  }
}

async function mute(): Promise<void> {
  const { lena } = group;
  await moreMenu(lena.page, 'Mute everybody else');
  const muted = patient(0).page.getByRole('button', { name: 'Unmute', exact: true });
  // Eight pages of video may keep a line from coming back for a while.
  const timeout = 3 * PATIENCE;
  await expect(patient(0).page.getByRole('alertdialog')).toHaveCount(0, { timeout });
  await expect(muted).toHaveAttribute('aria-disabled', 'true', { timeout });
  await lena.page.getByRole('group', { name: 'Side panel' }).getByRole('button', { name: 'People' }).click();
  await button(lena.page, `Actions for ${patient(0).name}`).click();
  await lena.page.getByRole('menuitem', { name: 'Let speak again' }).click();
  await expect(muted).toHaveAttribute('aria-disabled', 'false', { timeout });
}

async function endSession(): Promise<void> {
  await button(group.lena.page, 'End session').click();
  for (const { page } of group.patients) {
    await expect(page.getByRole('heading', { name: "Today's group has ended" })).toBeVisible({
      timeout: 3 * PATIENCE,
    });
  }
}
