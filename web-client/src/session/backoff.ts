/** Milliseconds before try number `attempt` (0 is the first): doubling from 250 ms to at most 8 s, half of it jitter. */
export function backoffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(8000, 250 * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}
