/**
 * How long a test waits for a thing that must happen. It asserts no speed: it is long enough for a machine that does
 * much else, and short enough that a thing which never happens is said.
 */
export const PATIENCE = 240_000;

/** One test of its own. */
export const TEST = 1_200_000;

/** A whole story of a group, step by step. */
export const STORY = 1_800_000;
