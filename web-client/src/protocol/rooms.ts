import type {
  BreakoutPlan,
  BreakoutRoom,
  Latecomers,
  OpenBreakouts,
  OpenPoll,
  PollQuestion,
  Session,
  SessionRules,
  SessionStage,
} from './shapes';
import {
  flag,
  list,
  number,
  object,
  oneOf,
  optional,
  optionalNumber,
  optionalText,
  text,
  texts,
  type Fields,
} from './read';
import { requirements, videos } from './seats';

/** Readers of what a frame says about the session, its rooms and its poll. */

const stages: readonly SessionStage[] = ['scheduled', 'open', 'live', 'ended', 'sealed', 'cancelled'];
const latecomers: readonly Latecomers[] = ['stay', 'planned', 'fewest'];

export function readSession(value: unknown): Session {
  const session = object(value, 'session');
  const policy = session['policy'] === undefined ? {} : object(session['policy'], 'policy');
  return {
    id: text(session, 'id'),
    title: text(session, 'title'),
    ...optionalText(session, 'kind'),
    ...optional(session, 'state', () => oneOf(session, 'state', stages)),
    startsAt: text(session, 'startsAt'),
    endsAt: text(session, 'endsAt'),
    ...optionalText(session, 'hardEndsAt'),
    ...optionalText(session, 'startedAt'),
    ...optionalNumber(session, 'durationMinutes'),
    ...optionalNumber(session, 'capacity'),
    locked: flag(session, 'locked', false),
    ...(session['e2ee'] === 'required' ? { e2ee: 'required' as const } : {}),
    policy: {
      ...optional(policy, 'checkIn', () => oneOf(policy, 'checkIn', requirements)),
      ...optional(policy, 'share', () => oneOf(policy, 'share', ['staff', 'request', 'anyone'] as const)),
      ...optional(policy, 'chat', () => oneOf(policy, 'chat', ['everyone', 'staff', 'off'] as const)),
      ...optional(policy, 'privateChat', () => flag(policy, 'privateChat')),
      ...optional(policy, 'reactions', () => flag(policy, 'reactions')),
      ...optional(policy, 'video', () => oneOf(policy, 'video', videos)),
      ...optionalNumber(policy, 'overrunMinutes'),
      ...optional(policy, 'idleMinutes', () => {
        const minutes = object(policy['idleMinutes'], 'idleMinutes');
        return { staff: number(minutes, 'staff'), patients: number(minutes, 'patients') };
      }),
    },
    ...optional(session, 'breakouts', () => readRules(session['breakouts'])),
    ...optional(session, 'crisis', () => {
      const crisis = object(session['crisis'], 'crisis');
      return { call: text(crisis, 'call'), text: text(crisis, 'text') };
    }),
  };
}

function readRules(value: unknown): SessionRules {
  const rules = object(value, 'breakouts');
  return {
    pods: list(rules, 'pods', (item, field) => {
      const pod = object(item, field);
      return { name: text(pod, 'name'), refs: texts(pod, 'refs') };
    }),
    keepApart: list(rules, 'keepApart', readGroup),
    pairWith: list(rules, 'pairWith', readGroup),
  };
}

function readGroup(value: unknown, field: string): string[] {
  return texts({ [field]: value }, field);
}

function readRoom(value: unknown, field: string): BreakoutRoom {
  const room = object(value, field);
  const id = text(room, 'id');
  return {
    id,
    place: room['place'] === undefined ? `breakout:${id}` : text(room, 'place'),
    name: text(room, 'name'),
    ...optionalText(room, 'task'),
    seats: list(room, 'seats', readSeatReference).filter((seat) => seat !== ''),
    ...optionalNumber(room, 'limit'),
    ...optionalNumber(room, 'free'),
  };
}

/** A room lists seats by id, or, for those inside, as seats with the names that the policy shows. */
function readSeatReference(value: unknown, field: string): string {
  if (typeof value === 'string') return value;
  const seat = object(value, field);
  return optionalText(seat, 'id').id ?? optionalText(seat, 'seat').seat ?? '';
}

export function readPlan(value: unknown): BreakoutPlan {
  const plan = object(value, 'plan');
  return {
    mode: text(plan, 'mode'),
    ...optionalNumber(plan, 'seconds'),
    ...optional(plan, 'latecomers', () => oneOf(plan, 'latecomers', latecomers)),
    rooms: list(plan, 'rooms', readRoom),
  };
}

export function readOpenBreakouts(value: unknown): OpenBreakouts {
  const breakouts = object(value, 'breakouts');
  return {
    rooms: list(breakouts, 'rooms', readRoom),
    ...optionalText(breakouts, 'mode'),
    ...optionalText(breakouts, 'closesAt'),
    ...(breakouts['closing'] === true ? { closing: true } : {}),
  };
}

export function readPollQuestion(poll: Fields): PollQuestion {
  return {
    poll: text(poll, 'poll'),
    question: text(poll, 'question'),
    options: texts(poll, 'options'),
    anonymous: flag(poll, 'anonymous', false),
  };
}

export function readOpenPoll(value: unknown): OpenPoll {
  const poll = object(value, 'poll');
  return {
    ...readPollQuestion(poll),
    answered: flag(poll, 'answered', false),
    ...optionalNumber(poll, 'voted'),
  };
}
