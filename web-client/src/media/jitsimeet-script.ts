import type { Deployment } from '../protocol/frames';
import type { JitsiMeetLibrary } from './jitsimeet-library';

/** The deployment's script would come from somewhere else than the deployment; it is never asked for. */
export class ForeignScript extends Error {
  override readonly name = 'ForeignScript';
}

/** What a page does with a script: runs it, and gives what it left behind as `JitsiMeetJS`. */
export interface ScriptPage {
  run(url: string): Promise<unknown>;
}

/** From then on a script that did not come is given up, and another try asks anew. */
export const scriptWithinMs = 20_000;

/**
 * Where the library may come from: over TLS, or from this machine without, and from nowhere but the host and port
 * that the deployment's XMPP is spoken with.
 */
export function scriptOf({ script, service }: Deployment): string {
  const [from, spoken] = [parsed(script), parsed(service)];
  const secure = from.protocol === 'https:' && spoken.protocol === 'wss:';
  const local = from.protocol === 'http:' && spoken.protocol === 'ws:' && isLoopback(from.hostname);
  if (!secure && !local) throw new ForeignScript('The library must come over https');
  if (from.host !== spoken.host) throw new ForeignScript('The library must come from the deployment');
  if (from.username !== '' || from.password !== '') throw new ForeignScript('The library needs no account');
  return from.href;
}

function parsed(address: string): URL {
  try {
    return new URL(address);
  } catch {
    throw new ForeignScript('The library must have a whole address');
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}

/** The libraries of one page: each script is run once, and again only where it failed. */
export class Libraries {
  private readonly known = new Map<string, Promise<JitsiMeetLibrary>>();

  constructor(private readonly page: ScriptPage) {}

  /** Rejects with {@link ForeignScript} before anything is asked for, or with another error if nothing usable came. */
  async of(deployment: Deployment): Promise<JitsiMeetLibrary> {
    const script = scriptOf(deployment);
    const known = this.known.get(script) ?? this.page.run(script).then(prepared);
    this.known.set(script, known);
    try {
      return await known;
    } catch (error) {
      this.known.delete(script);
      throw error;
    }
  }
}

/** The library with everything off that would tell others of this device, or keep something on it. */
function prepared(found: unknown): JitsiMeetLibrary {
  if (!isLibrary(found)) throw new Error('The script is not lib-jitsi-meet');
  found.setLogLevel(found.logLevels.ERROR);
  found.init({
    disableAudioLevels: true,
    disableThirdPartyRequests: true,
    enableAnalyticsLogging: false,
    externalStorage: new Forgetful(),
  });
  return found;
}

function isLibrary(found: unknown): found is JitsiMeetLibrary {
  const library = found as Partial<JitsiMeetLibrary> | null | undefined;
  return (
    typeof library?.init === 'function' &&
    typeof library.JitsiConnection === 'function' &&
    typeof library.createLocalTracksFromMediaStreams === 'function' &&
    typeof library.events?.conference === 'object'
  );
}

/** A storage that ends with the page: the library would keep an id of this device for good. */
class Forgetful implements Storage {
  private readonly kept = new Map<string, string>();

  get length(): number {
    return this.kept.size;
  }

  key(index: number): string | null {
    return [...this.kept.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.kept.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.kept.set(key, value);
  }

  removeItem(key: string): void {
    this.kept.delete(key);
  }

  clear(): void {
    this.kept.clear();
  }
}
