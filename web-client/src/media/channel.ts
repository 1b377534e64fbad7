/** A source that the bridge could send us, and the height in pixels at which we would show it. */
export interface Wish {
  readonly label: string;
  readonly height: number;
  /** A screen goes before faces: its letters must be readable. */
  readonly screen: boolean;
}

/** The heights in which a camera is sent; anything between costs a line and is scaled down anyway. */
const heights = [180, 360, 720] as const;
const screenHeight = 2160;
const largeFromPx = 360;
const lookEveryMs = 500;
const againAfterMs = 500;
const againAfterMsMax = 10_000;

export function heightFor(shownPx: number): number {
  return heights.find((height) => shownPx <= height) ?? heights[heights.length - 1] ?? 720;
}

interface Height {
  maxHeight: number;
}

/** What a videobridge is asked to send (its documentation: "allocation"). */
export interface Allocation {
  lastN: number;
  selectedSources: string[];
  onStageSources: string[];
  defaultConstraints: Height;
  constraints: Record<string, Height>;
}

/** What we would show, in the videobridge's words. `others` is the height of what nobody wished for. */
export function allocation(wishes: readonly Wish[], others: number): Allocation {
  const sorted = [...wishes].sort((one, other) => one.label.localeCompare(other.label));
  return {
    lastN: -1,
    selectedSources: sorted.filter((wish) => wish.screen).map((wish) => wish.label),
    onStageSources: sorted
      .filter((wish) => wish.screen || wish.height > largeFromPx)
      .map((wish) => wish.label),
    defaultConstraints: { maxHeight: others },
    constraints: Object.fromEntries(
      sorted.map((wish) => [wish.label, { maxHeight: wish.screen ? screenHeight : heightFor(wish.height) }]),
    ),
  };
}

/**
 * What a videobridge is told on its channel. A source that came just now is sent small until its tile is there; where no
 * cameras are wanted, screens alone are sent.
 */
export function constraints(wishes: readonly Wish[], cameras = true): object {
  const wanted = cameras ? allocation(wishes, heights[0]) : screensAlone(wishes);
  return { colibriClass: 'ReceiverVideoConstraints', ...wanted };
}

/** What is asked for where no cameras are wanted. */
export function screensAlone(wishes: readonly Wish[]): Allocation {
  return allocation(
    wishes.filter((wish) => wish.screen),
    0,
  );
}

/** The WebSocket on which a bridge is told what we show. Comes back by itself until it is closed. */
export class BridgeChannel {
  private socket: WebSocket | undefined;
  private said = '';
  private failures = 0;
  private closed = false;
  private again: ReturnType<typeof setTimeout> | undefined;
  private readonly timer = setInterval(() => this.tell(), lookEveryMs);

  constructor(
    private readonly url: string,
    private readonly wishes: () => readonly Wish[],
    private readonly cameras: () => boolean = () => true,
  ) {
    this.open();
  }

  close(): void {
    this.closed = true;
    clearInterval(this.timer);
    clearTimeout(this.again);
    this.socket?.close();
  }

  private open(): void {
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.addEventListener('open', () => {
      this.failures = 0;
      this.said = '';
      this.tell();
    });
    socket.addEventListener('close', () => {
      if (this.closed) return;
      this.failures += 1;
      const wait = Math.min(againAfterMsMax, againAfterMs * 2 ** Math.min(this.failures, 6));
      this.again = setTimeout(() => this.open(), wait);
    });
  }

  private tell(): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    const words = JSON.stringify(constraints(this.wishes(), this.cameras()));
    if (words === this.said) return;
    this.said = words;
    this.socket.send(words);
  }
}
