import { isStaff, type OpenPoll, type PollEvents, type PollQuestion } from '../../protocol/frames';
import {
  MalformedFrame,
  flag,
  list,
  number,
  optional,
  optionalNumber,
  optionalText,
  text,
  type Fields,
} from '../../protocol/read';
import { readPollQuestion } from '../../protocol/rooms';
import type { Poll, SessionState } from '../state';
import { attention, calm, spoken } from '../tones';
import type { EventRows } from './feature';

/** A question to everybody: one at a time, with or without names, whose count staff may share. */

export const events: EventRows<PollEvents> = {
  'poll-opened': {
    read: readPollQuestion,
    evolve: opened,
    say: ({ you }) =>
      isStaff(you.role)
        ? undefined
        : spoken(attention('Your team asks a question. You can answer it, or leave it.')),
  },
  'poll-voted': {
    read: (data) => ({
      poll: text(data, 'poll'),
      ...optionalNumber(data, 'voted'),
      ...optionalText(data, 'seat'),
      ...optionalNumber(data, 'choice'),
    }),
    evolve: voted,
  },
  'poll-closed': {
    read: readClosed,
    evolve: closed,
    say: ({ you }, _after, { results }) =>
      isStaff(you.role) || results === undefined
        ? undefined
        : spoken(calm('The answers to the question are here.')),
  },
};

function readClosed(data: Fields): PollEvents['poll-closed'] {
  const results = optional(data, 'results', () => readResults(data));
  return {
    poll: text(data, 'poll'),
    ...results,
    shared: flag(data, 'shared', 'results' in results),
  };
}

/** How often each option was chosen. */
function readResults(from: Fields): number[] {
  return list(from, 'results', (value, field) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
      throw new MalformedFrame(field, 'a count');
    }
    return number({ [field]: value }, field);
  });
}

function opened(state: SessionState, event: PollQuestion): SessionState {
  const { pollResult: _old, ...rest } = state;
  // A resume may tell again of the poll that its welcome carried already.
  if (state.poll?.poll === event.poll) return rest;
  const { poll, question, options, anonymous } = event;
  return { ...rest, poll: { poll, question, options, anonymous, answered: false, voted: 0, votes: {} } };
}

function voted(state: SessionState, event: PollEvents['poll-voted']): SessionState {
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
function closed(state: SessionState, event: PollEvents['poll-closed']): SessionState {
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
