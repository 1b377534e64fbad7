/** A source that a deployment's bridge could send us, and the height in pixels at which we would show it. */
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

export function heightFor(shownPx: number): number {
  return heights.find((height) => shownPx <= height) ?? heights[heights.length - 1] ?? 720;
}

interface Height {
  maxHeight: number;
}

/** What the library is asked to have sent (the bridge's documentation: "allocation"). */
export interface Allocation {
  lastN: number;
  selectedSources: string[];
  onStageSources: string[];
  defaultConstraints: Height;
  constraints: Record<string, Height>;
}

/** What we would show, in the bridge's words. `others` is the height of what nobody wished for. */
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

/** What is asked for where no cameras are wanted. */
export function screensAlone(wishes: readonly Wish[]): Allocation {
  return allocation(
    wishes.filter((wish) => wish.screen),
    0,
  );
}
