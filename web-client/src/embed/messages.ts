/**
 * What the room and the page around it say to each other. No personal data: a kind, and where a seat is as a
 * kind of place. Both sides check who speaks: the frame by its window, the origin by name.
 */
export const protocolName = 'anteroom';
export const protocolVersion = 1;

export type PlaceKind = 'away' | 'waiting' | 'main' | 'breakout' | 'hallway';

export type FromRoom =
  | { readonly kind: 'ready' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'admitted' }
  | { readonly kind: 'moved'; readonly place: PlaceKind }
  | { readonly kind: 'ended'; readonly code: string }
  /** The link is let go: the id of this device for it is of no use any more. */
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'error'; readonly code: string };

export type FromPage =
  { readonly kind: 'join' } | { readonly kind: 'leave' } | { readonly kind: 'mute'; readonly on: boolean };

export function envelope<T extends FromRoom | FromPage>(message: T): object {
  return { protocol: protocolName, version: protocolVersion, ...message };
}

interface Incoming {
  readonly source: unknown;
  readonly origin: string;
  readonly data: unknown;
}

/** The message if it comes from the expected window and origin and reads as ours, else nothing. */
export function readFromRoom(event: Incoming, source: unknown, origin: string): FromRoom | undefined {
  const data = trusted(event, source, origin);
  if (data === undefined) return undefined;
  switch (data['kind']) {
    case 'ready':
    case 'waiting':
    case 'admitted':
    case 'forgotten':
      return { kind: data['kind'] };
    case 'moved': {
      const place = placeKinds.find((kind) => kind === data['place']);
      return place === undefined ? undefined : { kind: 'moved', place };
    }
    case 'ended':
    case 'error':
      return typeof data['code'] === 'string' ? { kind: data['kind'], code: data['code'] } : undefined;
    default:
      return undefined;
  }
}

export function readFromPage(
  event: Incoming,
  source: unknown,
  origin: string | undefined,
): FromPage | undefined {
  const data = trusted(event, source, origin ?? event.origin);
  if (data === undefined) return undefined;
  switch (data['kind']) {
    case 'join':
    case 'leave':
      return { kind: data['kind'] };
    case 'mute':
      return typeof data['on'] === 'boolean' ? { kind: 'mute', on: data['on'] } : undefined;
    default:
      return undefined;
  }
}

const placeKinds: readonly PlaceKind[] = ['away', 'waiting', 'main', 'breakout', 'hallway'];

function trusted(event: Incoming, source: unknown, origin: string): Record<string, unknown> | undefined {
  if (source === null || source === undefined || event.source !== source || event.origin !== origin)
    return undefined;
  if (typeof event.data !== 'object' || event.data === null) return undefined;
  const data = event.data as Record<string, unknown>;
  return data['protocol'] === protocolName && data['version'] === protocolVersion ? data : undefined;
}

export function placeKindOf(place: string): PlaceKind {
  const [kind] = place.split(':');
  return placeKinds.find((known) => known === kind) ?? 'away';
}
