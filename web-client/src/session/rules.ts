import type { Seat, SessionRules } from '../protocol/frames';
import type { Draft } from './planning';
import { isolated, nameOf } from './state';

/** A rule about who goes with whom, by seats: of the program for the whole session, or of staff for this round. */
export interface Rule {
  readonly kind: 'apart' | 'together';
  readonly seats: readonly string[];
  readonly from: 'session' | 'round';
}

/** The session's own rules speak of people by `ref`; those who have no seat here are left out. */
export function sessionRules(rules: SessionRules | undefined, seats: readonly Seat[]): Rule[] {
  if (rules === undefined) return [];
  const seatsOf = (refs: readonly string[]): string[] =>
    refs.flatMap((ref) => seats.filter((seat) => seat.ref === ref).map((seat) => seat.id));
  const read = (kind: Rule['kind'], groups: readonly (readonly string[])[]): Rule[] =>
    groups
      .map((refs) => ({ kind, seats: seatsOf(refs), from: 'session' as const }))
      .filter((rule) => rule.seats.length > 1);
  return [...read('apart', rules.keepApart), ...read('together', rules.pairWith)];
}

export interface Clash {
  /** The room in which it shows. */
  readonly room: number;
  readonly words: string;
}

/** Where a draft breaks a rule, as sentences for the room that it bites in. The engine decides; this only says it early. */
export function clashes(draft: Draft, rules: readonly Rule[], seats: readonly Seat[]): Clash[] {
  return rules.flatMap((rule) =>
    rule.kind === 'apart' ? apart(draft, rule, seats) : together(draft, rule, seats),
  );
}

function apart(draft: Draft, rule: Rule, seats: readonly Seat[]): Clash[] {
  return draft.rooms.flatMap((_, room) => {
    const here = rule.seats.filter((seat) => draft.placed[seat] === room);
    if (here.length < 2) return [];
    return [{ room, words: `${names(here, seats)} are kept apart${scope(rule)}.` }];
  });
}

function together(draft: Draft, rule: Rule, seats: readonly Seat[]): Clash[] {
  const rooms = new Set(rule.seats.map((seat) => draft.placed[seat]));
  if (rooms.size < 2) return [];
  return [...rooms].flatMap((room) =>
    room === undefined ? [] : [{ room, words: `${names(rule.seats, seats)} go together${scope(rule)}.` }],
  );
}

export function ruleWords(rule: Rule, seats: readonly Seat[]): string {
  return `${names(rule.seats, seats)} ${rule.kind === 'apart' ? 'are kept apart' : 'go together'}`;
}

function scope({ from }: Rule): string {
  return from === 'session' ? ' in this session' : ' in this round';
}

function names(ids: readonly string[], seats: readonly Seat[]): string {
  const known = ids.map((id) => {
    const seat = seats.find((one) => one.id === id);
    return seat === undefined ? 'someone' : isolated(nameOf(seat));
  });
  return known.length < 2
    ? (known[0] ?? '')
    : `${known.slice(0, -1).join(', ')} and ${known[known.length - 1]}`;
}

export function groupsOf(rules: readonly Rule[], kind: Rule['kind']): (readonly string[])[] {
  return rules.filter((rule) => rule.from === 'round' && rule.kind === kind).map((rule) => rule.seats);
}
