import type { Page } from '@playwright/test';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deploymentLibrary, type DeploymentRoom } from './deployment-in-page';

type Json = Record<string, unknown>;

/** A deployment's web server on an origin of its own, that may serve its library, nothing, or never answer. */
export class Deployment {
  /** What was asked for, by host and path. */
  readonly asked: string[] = [];
  serves: 'library' | 'nothing' | 'silence' = 'library';
  private readonly server: Server = createServer((request, response) => {
    this.asked.push(`${request.headers.host}${request.url}`);
    if (this.serves === 'silence') return;
    response.statusCode = this.serves === 'library' ? 200 : 404;
    response.setHeader('content-type', 'text/javascript');
    response.end(this.serves === 'library' ? `(${deploymentLibrary.toString()})()` : '');
  });

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** An invitation to one of its rooms, as the engine sends it. */
  invitation(room: string, change: Json = {}, scriptHost = '127.0.0.1'): Json {
    return {
      type: 'media',
      name: 'room',
      connection: 'con_1',
      generation: 1,
      deployment: {
        script: `http://${scriptHost}:${this.port}/libs/lib-jitsi-meet.min.js`,
        service: `ws://127.0.0.1:${this.port}/xmpp-websocket`,
        domain: 'meet.example.org',
        muc: 'conference.meet.example.org',
      },
      room,
      token: 'header.payload.signature',
      send: ['microphone', 'camera'],
      people: { '9f2c': 'sea_june' },
      ...change,
    };
  }
}

/** The page's policy as the engine writes it for a deployment: scripts may come from these origins too. */
export async function allowScripts(page: Page, origins: string): Promise<void> {
  await page.route('**/join/**', async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    const policy = headers['content-security-policy'] ?? '';
    await route.fulfill({
      response,
      headers: {
        ...headers,
        'content-security-policy': policy.replace("script-src 'self'", `$& ${origins}`),
      },
    });
  });
}

interface Driven {
  readonly __deployment?: { readonly rooms: readonly DeploymentRoom[] };
}

/** The rooms that the page entered, in their order. */
export function roomsOf(page: Page): Promise<DeploymentRoom['state'][]> {
  return page.evaluate(() =>
    ((window as Driven).__deployment?.rooms ?? []).map(({ state }) => ({
      ...state,
      sent: state.sent.map(({ kind }) => ({ kind })),
    })),
  );
}

export async function drive(
  page: Page,
  deed: 'kick' | 'speaks' | 'enters',
  ...words: readonly string[]
): Promise<void> {
  await page.evaluate(
    ([name, given]) => {
      const room = (window as Driven).__deployment?.rooms.at(-1);
      const [id = '', user = ''] = given;
      if (name === 'kick') room?.kick();
      else if (name === 'speaks') room?.speaks(id);
      else room?.enters(id, user);
    },
    [deed, words] as const,
  );
}
