/**
 * The number of the last event that a client has, by which it resumes after a lost line: undefined where it has none, and
 * all is to be told anew. Both the line and the state count by these rules.
 */
export type Position = number | undefined;

/** A resumed welcome is followed by what was missed, whose numbers are still to come; any other one holds it all. */
export function afterWelcome(
  position: Position,
  welcome: { readonly seq: number; readonly resumed: boolean },
): number {
  return welcome.resumed && position !== undefined ? position : welcome.seq;
}

export function afterEvent(position: Position, seq: number): number {
  return Math.max(position ?? 0, seq);
}

/** A resume may repeat what a client has: each number counts once. */
export function isNews(position: number, seq: number): boolean {
  return seq > position;
}

/** What a hello says of it. */
export function resumeAt(position: Position): { readonly resume?: { readonly seq: number } } {
  return position === undefined ? {} : { resume: { seq: position } };
}
