import { isStaff, type OpenPoll, type SessionEvent } from '../protocol/frames';
import type { Poll, SessionState } from './state';

type Of<N extends SessionEvent['name']> = Extract<SessionEvent, { name: N }>;

/** What becomes of the one poll that may be open at a time. */
export function openPoll(state: SessionState, event: Of<'poll-opened'>): SessionState {
  const { pollResult: _old, ...rest } = state;
  // A resume may tell again of the poll that its welcome carried already.
  if (state.poll?.poll === event.poll) return rest;
  const { poll, question, options, anonymous } = event;
  return { ...rest, poll: { poll, question, options, anonymous, answered: false, voted: 0, votes: {} } };
}

export function afterVote(state: SessionState, event: Of<'poll-voted'>): SessionState {
  const { poll } = state;
  if (poll === undefined || poll.poll !== event.poll) return state;
  const { seat, choice } = event;
  const votes = seat === undefined || choice === undefined ? poll.votes : { ...poll.votes, [seat]: choice };
  return {
    ...state,
    poll: {
      ...poll,
      voted: event.voted ?? poll.voted + 1,
      votes,
      answered: poll.answered || seat === state.you.id,
    },
  };
}

export function answered(state: SessionState): SessionState {
  return state.poll === undefined ? state : { ...state, poll: { ...state.poll, answered: true } };
}

/** The question goes; what was counted stays in view where one may see it. */
export function closePoll(state: SessionState, event: Of<'poll-closed'>): SessionState {
  const { poll, ...rest } = state;
  if (poll === undefined || poll.poll !== event.poll) return state;
  if (event.results === undefined) return rest;
  const { question, options, anonymous } = poll;
  const { results, shared } = event;
  return { ...rest, pollResult: { poll: poll.poll, question, options, anonymous, results, shared } };
}

/** An observer answers only where the team gave them a voice. */
export function mayAnswer({ you, poll }: SessionState): boolean {
  return poll !== undefined && !poll.answered && (you.role !== 'observer' || you.grants.chat);
}

export function withoutResult(state: SessionState): SessionState {
  const { pollResult: _read, ...rest } = state;
  return rest;
}

/** The open poll as a welcome tells of it, with what this client counted before. */
export function pollAfter(
  before: SessionState | undefined,
  told: OpenPoll | undefined,
): { readonly poll?: Poll } {
  if (told === undefined) return {};
  const known = before?.poll?.poll === told.poll ? before.poll : undefined;
  return { poll: { ...told, voted: told.voted ?? known?.voted ?? 0, votes: known?.votes ?? {} } };
}

/** How often each option was chosen so far, where the poll is not anonymous; staff alone know. */
export function countSoFar({ you, poll }: SessionState): readonly number[] | undefined {
  if (poll === undefined || poll.anonymous || !isStaff(you.role)) return undefined;
  return poll.options.map(
    (_, option) => Object.values(poll.votes).filter((choice) => choice === option).length,
  );
}

export interface Bar {
  readonly option: string;
  readonly count: number;
  /** Of all votes, 0 to 100. */
  readonly percent: number;
}

export function bars(options: readonly string[], results: readonly number[]): Bar[] {
  const all = results.reduce((sum, count) => sum + count, 0);
  return options.map((option, index) => {
    const count = results[index] ?? 0;
    return { option, count, percent: all === 0 ? 0 : Math.round((count / all) * 100) };
  });
}
