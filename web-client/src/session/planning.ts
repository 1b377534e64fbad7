import type { BreakoutPlan, BreakoutsWanted, Latecomers, PlanMode, PlannedRoom } from '../protocol/frames';

export interface DraftRoom {
  readonly name: string;
  readonly task: string;
  /** The most people that it takes, where people choose for themselves. */
  readonly limit?: number;
}

/** A plan of breakouts as staff make it. Nothing moves by it; each step gives a new plan, so each can be undone. */
export interface Draft {
  readonly rooms: readonly DraftRoom[];
  /** Room index by seat; a seat that is absent stays in the main room. */
  readonly placed: Readonly<Record<string, number>>;
}

export const roomsMax = 8;

export function freshDraft(rooms: number): Draft {
  return {
    rooms: Array.from({ length: rooms }, (_, index) => ({ name: roomName(index), task: '' })),
    placed: {},
  };
}

export function roomName(index: number): string {
  return `Room ${String.fromCharCode(65 + index)}`;
}

export function place(draft: Draft, seat: string, room: number | undefined): Draft {
  const others = Object.fromEntries(Object.entries(draft.placed).filter(([placed]) => placed !== seat));
  if (room === undefined || room >= draft.rooms.length) return { ...draft, placed: others };
  return { ...draft, placed: { ...others, [seat]: room } };
}

export function withRooms(draft: Draft, count: number): Draft {
  const wanted = Math.min(roomsMax, Math.max(1, count));
  const rooms = Array.from(
    { length: wanted },
    (_, index) => draft.rooms[index] ?? { name: roomName(index), task: '' },
  );
  const placed = Object.fromEntries(Object.entries(draft.placed).filter(([, room]) => room < wanted));
  return { rooms, placed };
}

function changeRoom(draft: Draft, room: number, change: (known: DraftRoom) => DraftRoom): Draft {
  return { ...draft, rooms: draft.rooms.map((known, index) => (index === room ? change(known) : known)) };
}

/** An empty name is no name: the room keeps the one it had. */
export function withName(draft: Draft, room: number, name: string): Draft {
  return name.trim() === '' ? draft : changeRoom(draft, room, (known) => ({ ...known, name: name.trim() }));
}

export function withLimit(draft: Draft, room: number, limit: number | undefined): Draft {
  return changeRoom(draft, room, ({ name, task }) =>
    limit === undefined ? { name, task } : { name, task, limit },
  );
}

export function withTask(draft: Draft, room: number, task: string): Draft {
  return changeRoom(draft, room, (known) => ({ ...known, task }));
}

/** The draft that a plan of the engine stands for; tasks already written stay. */
export function draftOf(plan: BreakoutPlan, before: Draft): Draft {
  return {
    rooms: plan.rooms.map((room, index) => ({
      name: room.name,
      task: room.task ?? before.rooms[index]?.task ?? '',
      ...(room.limit === undefined ? {} : { limit: room.limit }),
    })),
    placed: Object.fromEntries(
      plan.rooms.flatMap((room, index) => room.seats.map((seat) => [seat, index] as const)),
    ),
  };
}

export function plannedRooms(draft: Draft): PlannedRoom[] {
  return draft.rooms.map(({ name, task }, index) => ({
    name,
    ...(task.trim() === '' ? {} : { task: task.trim() }),
    seats: Object.entries(draft.placed)
      .filter(([, room]) => room === index)
      .map(([seat]) => seat),
  }));
}

/** Rooms to choose from: nobody is placed in them beforehand. */
function offeredRooms(draft: Draft): PlannedRoom[] {
  return draft.rooms.map(({ name, task, limit }) => ({
    name,
    ...(task.trim() === '' ? {} : { task: task.trim() }),
    ...(limit === undefined ? {} : { limit }),
  }));
}

export interface Round {
  readonly mode: PlanMode;
  readonly minutes: number;
  readonly latecomers: Latecomers;
  readonly keepApart: readonly (readonly string[])[];
  readonly pairWith: readonly (readonly string[])[];
}

/** What becomes of somebody who comes later, where staff say nothing else. */
export function usualLatecomers(mode: PlanMode): Latecomers {
  return { manual: 'planned', random: 'fewest', pods: 'fewest', 'self-select': 'stay' }[mode] as Latecomers;
}

/** The plan to ask for. What was drawn or taken from pods is sent as it stands in the draft, with its tasks. */
export function wanted(draft: Draft, round: Round, fresh: boolean): BreakoutsWanted {
  const { mode, minutes, latecomers, keepApart, pairWith } = round;
  const common = {
    seconds: minutes * 60,
    latecomers,
    ...(keepApart.length === 0 ? {} : { keepApart }),
    ...(pairWith.length === 0 ? {} : { pairWith }),
  };
  if (mode === 'self-select') return { mode, rooms: offeredRooms(draft), ...common };
  if (fresh && mode === 'random') return { mode, roomCount: draft.rooms.length, ...common };
  if (fresh && mode === 'pods') return { mode, ...common };
  return { mode: 'manual', rooms: plannedRooms(draft), ...common };
}
