import { expect, test } from '@playwright/test';
import { leading } from './leading';
import { button, personMenu } from './people';
import { june, watchErrors } from './seats';
import { type Standin } from './standin';

test.beforeEach(({ page }) => watchErrors(page));

function devicesOfJune(standin: Standin, ...devices: readonly Record<string, unknown>[]): void {
  const firstUsedAt = '2026-11-19T11:00:00Z';
  const known = devices.map((device) => ({ firstUsedAt, connected: false, ...device }));
  standin.signal('devices', { seats: [{ seat: 'sea_june', devices: known }] });
}

test('a device that is signed out is ended too, and one that goes meanwhile is said to be gone', async ({
  page,
}) => {
  const standin = await leading(page, [june]);
  await personMenu(page, 'June Park', 'Devices');
  const devices = page.getByRole('dialog', { name: 'Devices of June Park' });
  await expect(devices).toContainText('No device is signed in. A link that was not used yet still opens.');
  devicesOfJune(standin, { device: 1, signedOut: true }, { device: 2, connected: true });
  await expect(devices).toContainText('Signed out. Its link still opens.');
  await button(devices, 'End Device 1').click();
  await expect(devices).toContainText('End Device 1? It is signed out, and the link by which it came opens');
  await button(devices, 'Keep it').click();

  await button(devices, 'End Device 2').click();
  await button(devices, 'End this device').focus();
  devicesOfJune(standin, { device: 1, signedOut: true });
  await expect(devices.getByRole('status')).toHaveText('Device 2 is signed out already.');
  await expect(devices.getByText('These devices came in by a link of this person.')).toBeFocused();
  expect(standin.names()).not.toContain('endDevice');
});

test('a refusal to end a device is said once, where it was asked for', async ({ page }) => {
  const standin = await leading(page, [june]);
  standin.refusals.set('endDevice', 'forbidden');
  await personMenu(page, 'June Park', 'Devices');
  devicesOfJune(standin, { device: 1, connected: true });
  const devices = page.getByRole('dialog', { name: 'Devices of June Park' });
  await button(devices, 'End Device 1').click();
  await button(devices, 'End this device').click();
  const sentence = "Only a facilitator ends a facilitator's device.";
  await expect(devices.getByRole('status')).toHaveText(sentence);
  await expect(page.getByText(sentence)).toHaveCount(1);
});

test('a refusal that comes when the dialog is closed is said where those of other commands are', async ({
  page,
}) => {
  const standin = await leading(page, [june]);
  standin.open.add('endDevice');
  await personMenu(page, 'June Park', 'Devices');
  devicesOfJune(standin, { device: 1, connected: true });
  const devices = page.getByRole('dialog', { name: 'Devices of June Park' });
  await button(devices, 'End Device 1').click();
  await button(devices, 'End this device').click();
  await expect.poll(() => standin.names()).toContain('endDevice');
  await button(devices, 'Close').click();
  await expect(devices).toBeHidden();
  standin.refuse(standin.heard.at(-1)?.id ?? '', 'forbidden');
  const sentence = "Only a facilitator ends a facilitator's device.";
  await expect(page.locator('.banner', { hasText: sentence })).toBeVisible();
});
