import type { ClientFrame } from '../protocol/frames';

export type WishFrame = Extract<ClientFrame, { name: 'wish' }>;

/** A picture of somebody else that this connection could carry, and the height at which this page shows it. */
export interface Shown {
  readonly seat: string;
  readonly kind: 'camera' | 'screen';
  /** In pixels of the device; 0 where it is not shown. */
  readonly height: number;
}

/** More often than the engine passes on is of no use to anybody. */
const lookEveryMs = 250;
/** Above this a picture is more than one of many. */
const stageFromPx = 432;
const tilesMax = 64;
const heightMax = 4320;
/** A tile that grows while it is drawn, pixel by pixel, is one wish and not forty. */
const stepPx = 20;

/** What a page wants of the others' pictures: what it shows, and nothing else. Largest first where there are many. */
export function wishOf(shown: readonly Shown[], video: boolean): WishFrame {
  const visible = shown
    .filter(({ height }) => height > 0)
    .map((one) => ({ ...one, height: Math.min(heightMax, Math.ceil(one.height / stepPx) * stepPx) }))
    .sort((one, other) => other.height - one.height || (one.seat < other.seat ? -1 : 1));
  const cameras = visible.filter(({ kind }) => kind === 'camera').slice(0, tilesMax);
  const screens = visible.filter(({ kind }) => kind === 'screen');
  return {
    type: 'media',
    name: 'wish',
    stage: cameras.filter(({ height }) => height > stageFromPx).map(({ seat }) => seat),
    tiles: cameras.map(({ seat, height }) => ({ seat, height })),
    screen: screens[0]?.height ?? 0,
    video,
  };
}

/** Tells what this page shows of one connection, whenever that changes. A hidden page shows nothing. */
export class WishReports {
  private said = '';
  private readonly timer = setInterval(this.look.bind(this), lookEveryMs);

  constructor(
    private readonly wish: () => WishFrame,
    private readonly tell: (wish: WishFrame) => void,
  ) {
    // Not at once: the tiles of a new place are still to be drawn, and a wish for none would stop everybody's camera.
    // A hidden page's timers hardly run.
    document.addEventListener('visibilitychange', this.seen);
  }

  close(): void {
    clearInterval(this.timer);
    document.removeEventListener('visibilitychange', this.seen);
  }

  look(): void {
    const wish = this.wish();
    const words = JSON.stringify(wish);
    if (words === this.said) return;
    this.said = words;
    this.tell(wish);
  }

  private readonly seen = (): void => this.look();
}
