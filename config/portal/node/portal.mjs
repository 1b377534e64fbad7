/**
 * A clinic's patient portal in miniature: its own sign-in, the week's groups, a room inside its page, and the minutes that
 * webhooks told of. Settings are in ../README.md.
 */
import express from 'express';
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { randomUUID, scryptSync, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';

const setting = (name, otherwise) => {
  const value = process.env[name] ?? otherwise;
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
};
const engine = setting('ROOMS_URL');
const key = setting('ROOMS_KEY');
const program = setting('ROOMS_PROGRAM');
const port = Number(setting('PORTAL_PORT', '3000'));
const origin = setting('PORTAL_URL', `http://127.0.0.1:${port}`);
const people = JSON.parse(readFileSync(setting('PORTAL_PEOPLE', 'people.json'), 'utf8'));
const file = setting('PORTAL_STATE', 'portal.json');

/** A call of the engine's API. */
async function call(method, path, body) {
  const response = await fetch(engine + path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`${method} ${path.split('?')[0]}: ${response.status}`);
  return response.status === 204 ? undefined : response.json();
}

/** Every item of a list, page by page. */
async function all(path) {
  const items = [];
  let next;
  do {
    const page = await call('GET', `${path}${path.includes('?') ? '&' : '?'}limit=100${next ? `&cursor=${next}` : ''}`);
    items.push(...page.items);
    next = page.next;
  } while (next);
  return items;
}

/** What outlives a restart: the key that signs, the webhook's secret, and minutes by session and person. */
const state = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : await introduce();
function keep() {
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

/** Once: the engine learns where the portal is, by which key it signs, and what it wants to hear. */
async function introduce() {
  const kid = randomUUID();
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  const open = { ...(await exportJWK(pair.publicKey)), kid, alg: 'EdDSA', use: 'sig' };
  await call('POST', '/v1/origins', { origin });
  await call('POST', '/v1/signers', { name: 'Patient portal', jwks: { keys: [open] } });
  const { secret } = await call('POST', '/v1/webhooks', { url: `${origin}/webhooks`, events: ['attendance.final'] });
  return { kid, key: await exportJWK(pair.privateKey), secret, minutes: {} };
}
keep();

/** Who may be in the room now, said by the portal: it opens one seat, once, within a minute. */
async function assertion({ ref, name, role }, series) {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ series, role, name })
    .setProtectedHeader({ alg: 'EdDSA', kid: state.kid })
    .setIssuer(program).setAudience(engine).setSubject(ref)
    .setIssuedAt(now).setExpirationTime(now + 60).setJti(randomUUID())
    .sign(await importJWK(state.key, 'EdDSA'));
}

const app = express().disable('x-powered-by');
app.use((request, response, next) => {
  response.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy': `default-src 'none'; script-src 'self' ${engine}; style-src 'self'; connect-src 'self';` +
      ` frame-src ${engine}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'Permissions-Policy': ['camera', 'microphone', 'display-capture'].map((it) => `${it}=(self "${engine}")`).join(', '),
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  });
  next();
});

/** Signatures are over the bytes as they came. It is acknowledged once what it tells of is kept; else it comes again. */
app.post('/webhooks', express.raw({ type: () => true, limit: '64kb' }), async (request, response) => {
  let event;
  try {
    event = new Webhook(state.secret).verify(request.body.toString('utf8'), request.headers);
  } catch {
    return response.sendStatus(401);
  }
  if (event.type === 'attendance.final') {
    const { session, occurrence } = event.data;
    const { seats } = await call('GET', `/v1/sessions/${session}/attendance`);
    const date = occurrence?.slice(0, 10) ?? event.timestamp.slice(0, 10);
    state.minutes[session] = { date, by: Object.fromEntries(seats.map((one) => [one.ref, one.creditedMinutes])) };
    keep();
  }
  response.sendStatus(204);
});

const signedIn = new Map();
const cookie = 'portal';
const hours = 8;
const failures = new Map();
setInterval(() => failures.clear(), 60_000).unref();

app.use((request, response, next) => {
  const [, id] = /(?:^|; )portal=([\w-]+)/u.exec(request.headers.cookie ?? '') ?? [];
  const found = signedIn.get(id);
  if (found !== undefined && found.until > Date.now()) Object.assign(request, { person: found.person, signIn: id });
  else signedIn.delete(id);
  next();
});

app.post('/sign-in', express.urlencoded({ extended: false, limit: '4kb' }), (request, response) => {
  const { user = '', password = '' } = request.body ?? {};
  const failed = failures.get(user) ?? 0;
  const person = people.find((one) => one.user === user);
  if (failed >= 5 || failures.size > 10_000 || !matches(String(password), person?.password ?? nobody)) {
    failures.set(user, failed + 1);
    return response.status(401).send(signInPage('That did not match. After five times wait a minute.'));
  }
  const id = randomUUID();
  signedIn.set(id, { person, until: Date.now() + hours * 3_600_000 });
  response.cookie(cookie, id, { httpOnly: true, sameSite: 'lax', secure: origin.startsWith('https:'), maxAge: hours * 3_600_000 });
  response.redirect(303, '/');
});

/** `salt:hash`, both base64: scrypt as Node has it. Who is unknown takes as long. */
const nobody = `AA==:${Buffer.alloc(32).toString('base64')}`;
function matches(password, kept) {
  const [salt, hash] = kept.split(':').map((part) => Buffer.from(part, 'base64'));
  return timingSafeEqual(scryptSync(password, salt, hash.length), hash);
}

app.use(express.static(join(import.meta.dirname, '../public')));
app.use((request, response, next) => (request.person ? next() : response.send(signInPage(''))));
app.post('/sign-out', (request, response) => (signedIn.delete(request.signIn), response.clearCookie(cookie).redirect(303, '/')));

/** Series that the person belongs to. */
async function groups({ ref }) {
  const listed = await all('/v1/series');
  const series = await Promise.all(listed.filter((one) => one.state === 'active').map(({ id }) => call('GET', `/v1/series/${id}`)));
  return series.filter(({ roster }) => roster.some((one) => one.ref === ref));
}

app.get('/', async (request, response) => {
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const lines = await Promise.all((await groups(request.person)).map(async (series) => {
    const { items } = await call('GET', `/v1/series/${series.id}/sessions?from=${day(-1)}&to=${day(7)}`);
    return items.filter(({ endsAt, state: now }) => Date.parse(endsAt) > Date.now() && now !== 'cancelled').map(({ startsAt }) => ({ startsAt, series }));
  }));
  const coming = lines.flat().sort((one, other) => one.startsAt.localeCompare(other.startsAt)).map(({ startsAt, series }) => {
    const when = new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeStyle: 'short', timeZone: series.timeZone }).format(new Date(startsAt));
    // The room opens half an hour before.
    const open = Date.parse(startsAt) - 1_800_000 < Date.now();
    return `<li>${open ? `<a href="/room/${series.id}">${text(series.title)}</a>` : text(series.title)}, ${text(when)}</li>`;
  });
  response.send(page('This week', coming.length === 0 ? '<p>Nothing is planned this week.</p>' : `<ul>${coming.join('')}</ul>`, request.person));
});

app.get('/room/:series', (request, response) => response.send(page('Your group', `<anteroom-session src="${engine}/join/${program}"></anteroom-session>
<script type="module" src="${engine}/embed/anteroom-session.js"></script><script type="module" src="/portal.js"></script>`, request.person)));

app.post('/room/:series/word', async (request, response) => {
  const series = (await groups(request.person)).find(({ id }) => id === request.params.series);
  if (series === undefined) return response.sendStatus(404);
  response.type('text').send(await assertion(request.person, series.id));
});

app.get('/attendance', (request, response) => {
  const rows = Object.values(state.minutes).filter(({ by }) => request.person.ref in by).sort((one, other) => one.date.localeCompare(other.date))
    .map(({ date, by }) => `<tr><td>${text(date)}</td><td>${by[request.person.ref]} minutes</td></tr>`);
  response.send(page('Your attendance', `<table><tr><th>Day</th><th>Credited</th></tr>${rows.join('')}</table>`, request.person));
});

const text = (raw) => String(raw).replace(/[&<>"']/gu, (character) => `&#${character.codePointAt(0)};`);
const page = (title, body, person) => `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="stylesheet" href="/portal.css"><header><h1>${title}</h1>${person === undefined ? '' : `<a href="/">This week</a><a href="/attendance">Attendance</a>
<form method="post" action="/sign-out"><button>Sign out ${text(person.name)}</button></form>`}</header><main>${body}</main></html>`;
const signInPage = (why) => page('Sign in', `<p role="status">${why}</p><form method="post" action="/sign-in"><label>Name <input name="user" autocomplete="username" required></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label><button>Sign in</button></form>`);

app.use((error, request, response, next) => {
  console.error(error.message);
  if (response.headersSent) next(error);
  else response.status(502).send(page('One moment', '<p>The rooms do not answer. Try again.</p>'));
});
app.listen(port, new URL(origin).hostname === '127.0.0.1' ? '127.0.0.1' : undefined, () => console.log(`The portal is at ${origin}`));
