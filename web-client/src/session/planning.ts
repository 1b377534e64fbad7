import type { BreakoutPlan, PlannedRoom } from '../protocol/frames';

/** A plan of breakouts as staff make it. Nothing moves by it; each step gives a new plan, so each can be undone. */
export interface Draft {
  readonly rooms: readonly { readonly name: string; readonly task: string }[];
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

export function withTask(draft: Draft, room: number, task: string): Draft {
  return {
    ...draft,
    rooms: draft.rooms.map((known, index) => (index === room ? { ...known, task } : known)),
  };
}

/** The draft that a plan of the engine stands for; tasks already written stay. */
export function draftOf(plan: BreakoutPlan, before: Draft): Draft {
  return {
    rooms: plan.rooms.map((room, index) => ({
      name: room.name,
      task: room.task ?? before.rooms[index]?.task ?? '',
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
