import type { ClientView } from '../session/client-view';
import { isInside } from '../protocol/frames';
import { envelope, placeKindOf, readFromPage, type FromPage, type FromRoom } from './messages';

/** The room's side of an embedding: tells the page around it what happens, and hears its few wishes. */
export class EmbedBridge {
  private readonly origin: string | undefined;
  private lastPlace: string | undefined;
  private lastEnd = '';

  constructor(
    private readonly own: Window,
    private readonly wish: (wish: FromPage) => void,
  ) {
    this.origin = pageOrigin(own);
  }

  get embedded(): boolean {
    return this.own.parent !== this.own;
  }

  start(): void {
    if (!this.embedded) return;
    this.own.addEventListener('message', this.hear);
    this.say({ kind: 'ready' });
  }

  stop(): void {
    this.own.removeEventListener('message', this.hear);
  }

  follow(view: ClientView): void {
    if (!this.embedded) return;
    if (view.kind === 'refused' || view.kind === 'incomplete' || view.kind === 'blocked') {
      this.end('error', view.kind === 'blocked' ? `policy-${view.device}` : 'join-refused');
      return;
    }
    if (view.kind === 'signed-out') this.end('ended', view.kind);
    if (view.kind !== 'session') return;
    const { you, ending } = view.state;
    if (ending !== undefined) this.end('ended', ending.code);
    else if (you.place !== this.lastPlace) this.moved(you.place);
  }

  /** The engine let the link go, and with it the id that the page around keeps for it. */
  forgotten(): void {
    if (this.embedded) this.say({ kind: 'forgotten' });
  }

  private moved(place: string): void {
    const before = this.lastPlace;
    this.lastPlace = place;
    if (place === 'waiting') this.say({ kind: 'waiting' });
    else if (isInside(place) && (before === undefined || !isInside(before))) this.say({ kind: 'admitted' });
    else if (before !== undefined) this.say({ kind: 'moved', place: placeKindOf(place) });
  }

  private end(kind: 'ended' | 'error', code: string): void {
    if (this.lastEnd === code) return;
    this.lastEnd = code;
    this.lastPlace = undefined;
    this.say({ kind, code });
  }

  /** The browser delivers only to the page that frame-ancestors let in; what we say is not personal. */
  private say(message: FromRoom): void {
    this.own.parent.postMessage(envelope(message), this.origin ?? '*');
  }

  private readonly hear = (event: MessageEvent): void => {
    const wish = readFromPage(event, this.own.parent, this.origin);
    if (wish !== undefined) this.wish(wish);
  };
}

function pageOrigin(own: Window): string | undefined {
  const ancestors = (
    own.location as unknown as { readonly ancestorOrigins?: { readonly [index: number]: string } }
  ).ancestorOrigins;
  const nearest = ancestors?.[0];
  if (nearest !== undefined && nearest !== 'null') return nearest;
  try {
    return own.document.referrer === '' ? undefined : new URL(own.document.referrer).origin;
  } catch {
    return undefined;
  }
}
