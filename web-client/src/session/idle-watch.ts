import { Signs } from './signs';
import type { Later } from './later';

interface Around {
  readonly later: Later;
  readonly now: () => number;
  /** Tells the engine that somebody is there; false where there is no line to tell it over. */
  readonly say: () => boolean;
  /** When the engine signs this device out unless somebody is here, in the client's milliseconds. */
  readonly changed: (at: number | undefined) => void;
}

/** What a person does on a page. No scrolling, which a page also does by itself; a wheel or a finger is behind it. */
const inputs = [
  'pointerdown',
  'pointermove',
  'wheel',
  'touchstart',
  'touchmove',
  'keydown',
  'input',
  'click',
];

/** Tells whether a pointer moved: browsers also say so when the page moves under one that lies still. */
export class Pointer {
  private at: readonly [number, number] | undefined;

  /** Not by the first word of it, which tells only where it is. */
  moved({ screenX, screenY }: { readonly screenX: number; readonly screenY: number }): boolean {
    const { at } = this;
    this.at = [screenX, screenY];
    return at !== undefined && (at[0] !== screenX || at[1] !== screenY);
  }
}

/** Whether somebody is at this page: tells the engine now and then, and shows its warning where nobody seems to be. */
export class IdleWatch {
  private readonly signs: Signs;
  private readonly over = new AbortController();
  private readonly pointer = new Pointer();
  private warned = false;

  constructor(
    private readonly around: Around,
    page: EventTarget,
  ) {
    this.signs = new Signs(around);
    for (const name of inputs) {
      page.addEventListener(name, this.touched, {
        signal: this.over.signal,
        capture: true,
        passive: true,
      });
    }
  }

  /** Somebody is here: whatever was shown of it is over. */
  readonly isHere = (): void => {
    if (this.warned) {
      this.unwarn();
      this.signs.answer();
    } else this.signs.seen();
  };

  /** The engine heard of nobody for long. */
  warn(secondsLeft: number): void {
    if (this.signs.answers()) return;
    this.warned = true;
    this.around.changed(this.around.now() + secondsLeft * 1000);
  }

  /** Over this line nothing is to be answered any more; the next one is told again. */
  unwarn(): void {
    if (!this.warned) return;
    this.warned = false;
    this.around.changed(undefined);
  }

  speaks(on: boolean): void {
    this.signs.speaks(on);
  }

  stop(): void {
    this.over.abort();
    this.signs.stop();
    this.unwarn();
  }

  private readonly touched = (event: Event): void => {
    if (event.type === 'pointermove' && !this.pointer.moved(event as PointerEvent)) return;
    if (event.isTrusted) this.isHere();
  };
}
