/** Runs `action` once, `ms` milliseconds later, and returns how to take that back. */
export type Later = (action: () => void, ms: number) => () => void;
