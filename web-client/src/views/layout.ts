/** How tiles are laid out on a stage. Pure: sizes in, columns and rows out. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** The first tile takes a whole row, as the speaker does among three on a phone. */
  readonly leading: boolean;
}

/** More people than this page quietly. */
export const tilesAPageMax = 12;
const narrowBelow = 600;
/** A tile taller than wide by more than this, or wider than tall, hides more of a face than it shows. */
const slimmest = 0.62;
const widest = 1.9;

export function gridFor(count: number, width: number, height: number, gap: number): Grid {
  const people = Math.max(1, Math.min(count, tilesAPageMax));
  if (width < narrowBelow && height >= width) return narrowGrid(people);
  let best: Grid = { columns: people, rows: 1, leading: false };
  let bestArea = -1;
  for (let columns = 1; columns <= Math.min(4, people); columns += 1) {
    const rows = Math.ceil(people / columns);
    const area = visibleArea((width - gap * (columns - 1)) / columns, (height - gap * (rows - 1)) / rows);
    const empty = columns * rows - people;
    const score = area * (1 - empty * 0.01);
    if (score > bestArea) {
      best = { columns, rows, leading: false };
      bestArea = score;
    }
  }
  return best;
}

function narrowGrid(people: number): Grid {
  if (people === 1) return { columns: 1, rows: 1, leading: false };
  if (people === 2) return { columns: 1, rows: 2, leading: false };
  if (people % 2 === 1 && people <= 3) return { columns: 2, rows: 2, leading: true };
  return { columns: 2, rows: Math.ceil(people / 2), leading: false };
}

/** The part of a tile in which a face is seen: what is too wide or too tall does not count. */
function visibleArea(width: number, height: number): number {
  if (width <= 0 || height <= 0) return 0;
  const shape = width / height;
  if (shape > widest) return height * widest * height;
  if (shape < slimmest) return (width / slimmest) * width;
  return width * height;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pages: number;
}

export function pageOf<T>(items: readonly T[], page: number, most: number = tilesAPageMax): Page<T> {
  const pages = Math.max(1, Math.ceil(items.length / most));
  const current = Math.min(Math.max(0, page), pages - 1);
  return { items: items.slice(current * most, (current + 1) * most), page: current, pages };
}
