/**
 * Milliseconds before try number `attempt` (0 is the first): doubling from 250 ms to at most 2 s, half of it jitter.
 * The ceiling is low because somebody in a group waits behind it: an engine that returns finds everybody soon after,
 * however long it was away.
 */
export function backoffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(2000, 250 * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}
