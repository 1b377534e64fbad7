import type { Entry } from './entry';
import { randomId, type Memory } from './memory';

/** Where this tab remembers which link it was signed out of: by a name of it that opens nothing. */
const leftKey = 'anteroom:left';

/** The part of a browser that shows where one is. */
export interface Place {
  readonly location: { readonly pathname: string; readonly hash: string };
  readonly history: Pick<History, 'replaceState'>;
  /** Whether the page was not opened, but came again: by a reload, or by the way back. */
  readonly cameAgain: () => boolean;
}

/**
 * What this browser keeps of one link: for this tab the token, the devices and answers not sent yet; for the browser a
 * random id. Once it is forgotten nothing of it is written again, and the code is gone from the address.
 */
export class Traces {
  /** A name of the link, in which nobody can read its code. */
  readonly key: string;
  /** What this tab may keep. */
  readonly memory: Memory;
  private readonly deviceKey: string;
  private over = false;

  constructor(
    private readonly entry: Entry,
    private readonly tab: Memory,
    private readonly kept: Memory,
    private readonly place: Place,
    /** Tells the page around, which may keep the id too. */
    private readonly forgotten: () => void,
  ) {
    this.key = `anteroom:${entry.path}:${entry.name}`;
    this.deviceKey = `${this.key}:device`;
    this.memory = {
      lasting: tab.lasting,
      get: (key) => (this.over ? undefined : tab.get(key)),
      set: (key, value) => {
        if (!this.over) tab.set(key, value);
      },
      remove: (key) => tab.remove(key),
    };
  }

  /**
   * The id of this browser for this link. Where nothing can be stored, as in some third-party frames, the fragment keeps
   * it, so that a reload of the frame is still the same device to the engine.
   */
  device(): string {
    const known = this.entry.device ?? this.kept.get(this.deviceKey);
    if (known !== undefined) return known;
    const device = randomId();
    this.kept.set(this.deviceKey, device);
    if (!this.kept.lasting && !this.tab.lasting) {
      const { pathname, hash } = this.place.location;
      this.place.history.replaceState(null, '', `${pathname}${hash}&device=${device}`);
    }
    return device;
  }

  /**
   * Whether this tab was signed out of this link, and the page only came again since: without its code, or from further
   * back in the history. Whoever opens the link anew is let in, and so is whom a portal lets in anew.
   */
  wasLeft(): boolean {
    const left = this.tab.get(leftKey);
    if (left === undefined) return false;
    if (this.entry.assertion !== undefined) {
      this.tab.remove(leftKey);
      return false;
    }
    if (this.entry.code === '' && left.startsWith(`anteroom:${this.entry.path}:`)) return true;
    if (left === this.key && this.place.cameAgain()) {
      this.forget();
      return true;
    }
    this.tab.remove(leftKey);
    return false;
  }

  /** Forgets all but the id of the device, which opens nothing by itself. */
  forget(): void {
    this.over = true;
    for (const key of [this.key, `${this.key}:answers`, `${this.key}:devices`]) this.tab.remove(key);
    this.tab.set(leftKey, this.key);
    this.place.history.replaceState(null, '', this.place.location.pathname);
  }

  /** Forgets the id too: only once the engine let the link go, which no other device could use before. */
  forgetDevice(): void {
    this.kept.remove(this.deviceKey);
    this.forgotten();
  }

  /** Watches whether another tab of this browser forgets the link, and returns how to stop that. */
  watch(window: EventTarget, forgotten: () => void): () => void {
    const hear = (event: Event): void => {
      const { key, newValue } = event as StorageEvent;
      if (key === this.deviceKey && newValue === null && !this.over) forgotten();
    };
    window.addEventListener('storage', hear);
    return () => window.removeEventListener('storage', hear);
  }
}
