import { blockedWords, styles } from './blocked';
import { envelope, readFromRoom, type FromPage } from './messages';
import { holderOf } from '../session/assertion';
import { randomId, shortHash } from '../session/memory';

/** How long a frame that has loaded may be silent before we say why that usually is: the room speaks before it has. */
const readyWithinMs = 8000;
/** How long a frame may load. A slow line takes its time, and must not be told that its page is forbidden. */
const loadedWithinMs = 60_000;

/**
 * `<anteroom-session src token theme locale>`: a room inside a portal's page. `src` is the invite's address without
 * its fragment, `token` its code, or an assertion that the portal signed for this person and this moment. Fires `waiting`,
 * `admitted`, `moved`, `ended` and `error`; their `detail` names a kind of place or a code and nothing of a person.
 */
class AnteroomSession extends HTMLElement {
  static readonly observedAttributes = ['src', 'token'];
  private frame: HTMLIFrameElement | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether this frame's room has spoken. */
  private heard = false;
  /** Whether the seat was left: its page forgot the link, and is loaded anew to come back. */
  private left = false;
  private readonly root = this.attachShadow({ mode: 'open' });

  connectedCallback(): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    this.root.adoptedStyleSheets = [sheet];
    window.addEventListener('message', this.hear);
    this.mount();
  }

  disconnectedCallback(): void {
    window.removeEventListener('message', this.hear);
    this.unmount();
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (this.isConnected && before !== after) this.mount();
  }

  /** Opens the room, or brings its seat back after it was left. */
  join(): void {
    if (this.frame === undefined || this.left) this.mount();
    else this.tell({ kind: 'join' });
  }

  leave(): void {
    this.tell({ kind: 'leave' });
  }

  mute(on = true): void {
    this.tell({ kind: 'mute', on });
  }

  private mount(): void {
    this.unmount();
    const address = this.address();
    if (address === undefined) return;
    const frame = document.createElement('iframe');
    frame.title = this.getAttribute('label') ?? 'Session';
    frame.allow = 'camera; microphone; display-capture; fullscreen; autoplay; clipboard-write';
    frame.referrerPolicy = 'origin';
    frame.src = address.href;
    frame.addEventListener('load', () => {
      if (frame === this.frame && !this.heard) this.expectWord(address, readyWithinMs);
    });
    this.frame = frame;
    this.root.replaceChildren(frame);
    this.expectWord(address, loadedWithinMs);
  }

  private expectWord(address: URL, withinMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.blocked(address), withinMs);
  }

  private unmount(): void {
    clearTimeout(this.timer);
    this.heard = false;
    this.left = false;
    this.frame = undefined;
    this.root.replaceChildren();
  }

  /** The code travels in the fragment, which no server and no log ever sees. */
  private address(): URL | undefined {
    const [src, token] = [this.getAttribute('src'), this.getAttribute('token')];
    if (src === null || token === null || token === '') return undefined;
    let url: URL;
    try {
      url = new URL(src, document.baseURI);
    } catch {
      return undefined;
    }
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
    const settings = new URLSearchParams({ device: device(token) });
    for (const name of ['theme', 'locale']) {
      const value = this.getAttribute(name);
      if (value !== null) settings.set(name, value);
    }
    url.hash = `${token}&${settings.toString()}`;
    return url;
  }

  private tell(wish: FromPage): void {
    const origin = this.address()?.origin;
    if (origin !== undefined) this.frame?.contentWindow?.postMessage(envelope(wish), origin);
  }

  private readonly hear = (event: MessageEvent): void => {
    const origin = this.address()?.origin;
    const message = origin === undefined ? undefined : readFromRoom(event, this.frame?.contentWindow, origin);
    if (message === undefined) return;
    this.heard = true;
    clearTimeout(this.timer);
    if (message.kind === 'ready') return;
    if (message.kind === 'forgotten') {
      forget(this.getAttribute('token') ?? '');
      return;
    }
    if (message.kind === 'ended') this.left = message.code === 'left' || message.code === 'signed-out';
    const { kind, ...detail } = message;
    this.dispatchEvent(new CustomEvent(kind, { detail, bubbles: true, composed: true }));
  };

  private blocked(address: URL): void {
    this.frame = undefined;
    this.root.replaceChildren(blockedWords(address, window.location.origin));
    const detail = { code: 'frame-blocked' };
    this.dispatchEvent(new CustomEvent('error', { detail, bubbles: true, composed: true }));
  }
}

/** Ids that could not be kept: they live as long as this page. */
const unkept = new Map<string, string>();

/** A random id of this browser for a link, kept by the portal's page: the frame itself may be denied storage. */
function device(token: string): string {
  const key = deviceKey(token);
  const fresh = unkept.get(key) ?? randomId();
  try {
    const known = window.localStorage.getItem(key);
    if (known !== null) return known;
    window.localStorage.setItem(key, fresh);
  } catch {
    unkept.set(key, fresh);
  }
  return fresh;
}

function forget(token: string): void {
  const key = deviceKey(token);
  unkept.delete(key);
  try {
    window.localStorage.removeItem(key);
  } catch {
    // Denied: nothing was kept.
  }
}

function deviceKey(token: string): string {
  return `anteroom:device:${shortHash(holderOf(token))}`;
}

if (customElements.get('anteroom-session') === undefined)
  customElements.define('anteroom-session', AnteroomSession);
