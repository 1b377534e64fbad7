import { expect, test, type Browser } from '@playwright/test';
import {
  admit,
  askToJoin,
  button,
  expectInRoom,
  expectSoundOf,
  expectVideoOf,
  expectWaiting,
  goIn,
  mediaStats,
  openSeat,
  type SeatPage,
} from '../people';
import { Engine, type Seated } from './engine';

const engine = new Engine(
  { web: 18080, management: 18081, media: 18082, portal: 18083 },
  { ANTEROOM_MEDIA_ADDRESSES: '127.0.0.1' },
);

test.beforeAll(async () => {
  test.setTimeout(300_000);
  await engine.start();
});
test.afterAll(() => engine.dispose());

test('a group session from the first knock to the end', async ({ browser }) => {
  test.setTimeout(240_000);
  const session = await engine.session('Quillfeather evening group');
  const lena = await engine.invite(session, { ref: 'ref-zylph-1', name: 'Lenora Zylphaven', role: 'facilitator' });
  const ana = await engine.invite(session, { ref: 'ref-zylph-2', name: 'Anabel Quorvidian', role: 'patient' });
  const desk = await openSeat(browser, lena.url);
  desk.page.on('console', (m) => console.log('DESK', m.text()));
  desk.page.on('pageerror', (e) => console.log('DESK ERR', e.message));
  await desk.page.waitForTimeout(3000);
  await desk.page.screenshot({ path: '/tmp/d0.png' });
  await goIn(desk.page);
  await expectInRoom(desk.page);
  const a = await openSeat(browser, ana.url);
  await a.page.screenshot({ path: '/tmp/a1.png' });
  await askToJoin(a.page);
  await expectWaiting(a.page);
  await a.page.screenshot({ path: '/tmp/a2.png' });
  await desk.page.screenshot({ path: '/tmp/d1.png' });
  await admit(desk.page, 'Anabel Quorvidian');
  await expectInRoom(a.page);
  await expectVideoOf(a.page, lena.seat);
  await expectVideoOf(desk.page, ana.seat);
  await expectSoundOf(a.page, lena.seat);
  await desk.page.screenshot({ path: '/tmp/d2.png' });
  await a.page.screenshot({ path: '/tmp/a3.png' });
});
