import type { Reaction } from '../protocol/frames';
import type { SeenReaction, SessionState } from './state';

export const reactionWords: Readonly<Record<Reaction, string>> = {
  heart: 'Heart',
  'thumbs-up': 'Thumbs up',
  clap: 'Clap',
  thanks: 'Thanks',
};

export const reactionKinds: readonly Reaction[] = ['heart', 'thumbs-up', 'clap', 'thanks'];

/** How long a reaction is seen. */
export const reactionForMs = 5000;
/** A whole group that reacts is said once, not one by one. */
const sayEveryMs = 10_000;

/** The state with this reaction in the place of the person's former one. Some are said, most are not. */
export function withReaction(state: SessionState, seat: string, reaction: SeenReaction): SessionState {
  const since = reaction.at - (state.reactionSaidAt ?? -Infinity);
  return {
    ...state,
    reactions: { ...state.reactions, [seat]: reaction },
    // A clock that was set back says it, too.
    ...(since >= 0 && since < sayEveryMs ? {} : { reactionSaidAt: reaction.at }),
  };
}

/** What is to be seen of a seat's reaction at that time, in milliseconds of this device's clock. */
export function reactionOf({ reactions }: SessionState, seat: string, nowMs: number): Reaction | undefined {
  const seen = reactions[seat];
  const age = nowMs - (seen?.at ?? -Infinity);
  return age >= 0 && age < reactionForMs ? seen?.kind : undefined;
}

/** Whether one may react here. An engine that says nothing of it knows no reactions. */
export function mayReact({ session }: SessionState): boolean {
  return session.policy.reactions === true;
}
