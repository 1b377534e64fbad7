import { expect, test, type Page } from '@playwright/test';

/** The page of a check-in without a session, against an engine that answers as the test says. */
const code = 'cvR3tYu7iOp1aSd5fGhJkLzB4nM8qW2eR6tY0uIo3pAs9';
const link = `/check-in/prg_zX9cVb3nMq6wEr0tYuIoPa#${code}`;

interface Sent {
  readonly body: unknown;
  readonly key: string | undefined;
}

/** Answers to send are answered so, in order; 0 is a line that is down. */
async function engine(
  page: Page,
  ...replies: readonly number[]
): Promise<{ sent: Sent[]; addresses: string[] }> {
  const sent: Sent[] = [];
  const addresses: string[] = [];
  const left = [...replies];
  page.on('request', (request) => addresses.push(request.url()));
  await page.route('**/v1/check-ins/open', (route) =>
    route.fulfill({ json: { forms: ['phq9'], crisis: { call: '988', text: '988' } } }),
  );
  await page.route('**/v1/check-ins/answer', (route) => {
    const request = route.request();
    sent.push({ body: request.postDataJSON(), key: request.headers()['idempotency-key'] });
    const status = left.shift() ?? 0;
    return status === 0 ? route.abort('internetdisconnected') : route.fulfill({ status });
  });
  return { sent, addresses };
}

async function answerAll(page: Page, last: string): Promise<void> {
  const items = page.getByRole('group');
  await expect(items).toHaveCount(9);
  for (let item = 0; item < 8; item += 1) await items.nth(item).getByLabel('Not at all').check();
  await items.nth(8).getByLabel(last).check();
}

test('answers outlive a lost line in the page alone, are sent once, and thanks say whom to call', async ({
  page,
}) => {
  const { sent, addresses } = await engine(page, 0, 204);
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'How have you been?' })).toBeFocused();
  await page.getByRole('button', { name: 'Send my answers' }).click();
  await expect(page.getByRole('alert')).toHaveText('Please answer one questionnaire at least.');
  await page.getByRole('group').first().getByLabel('Several days').check();
  await page.getByRole('button', { name: 'Send my answers' }).click();
  await expect(page.getByRole('alert')).toContainText('8 questions are open');
  await expect(page.getByRole('group').nth(1).getByLabel('Not at all')).toBeFocused();
  await answerAll(page, 'Several days');
  await page.getByRole('button', { name: 'Send my answers' }).click();

  await expect(page.getByRole('heading', { name: 'Your answers are not sent yet' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Thank you for telling us' })).toBeFocused();
  await expect(page.getByText('Call or text 988, any time')).toBeVisible();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
  expect(sent[0]?.body).toEqual({ code, forms: { phq9: [0, 0, 0, 0, 0, 0, 0, 0, 1] } });
  expect(addresses.filter((address) => new URL(address).pathname.includes(code))).toEqual([]);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toContain('phq9');
  expect(kept).not.toContain(code);
});

test('a link that is over says so, and a link without its code too', async ({ page }) => {
  await page.route('**/v1/check-ins/open', (route) => route.fulfill({ status: 403, json: {} }));
  await page.goto(link);
  await expect(
    page.getByRole('heading', { name: 'This link does not open a check-in any more' }),
  ).toBeVisible();
  await page.goto('/check-in/prg_zX9cVb3nMq6wEr0tYuIoPa');
  await expect(page.getByRole('heading', { name: 'A part of the link is missing' })).toBeVisible();
});
