import { expect, type Page } from '@playwright/test';
import { mediaStats, type Figures } from '../people';

/**
 * Whether frames and sound really arrive, whichever bridge carries them: by what the client itself counts at the
 * receivers of each seat, and by nothing that only one kind of bridge has.
 */
type Kind = 'microphone' | 'camera';

/** A deployment takes longer: its client is loaded first, and each room has its own signalling. */
const arrivesWithinMs = process.env['ANTEROOM_MEDIA_BRIDGE'] === 'jitsi-meet' ? 60_000 : 30_000;

/** A count of what was decoded of a source: pictures, or the energy of its sound. */
function decoded(figures: Figures, seat: string, kind: Kind): number {
  const source = figures[seat]?.[kind];
  return (kind === 'camera' ? source?.framesDecoded : source?.totalAudioEnergy) ?? 0;
}

/**
 * Of exactly these seats something arrives, and goes on arriving. A source that starts anew counts from its start:
 * a place may change its room while we look.
 */
export async function expectArriving(
  page: Page,
  seats: readonly string[],
  { kinds = ['microphone', 'camera'], timeout = arrivesWithinMs, message = 'what arrives' } = {} as {
    readonly kinds?: readonly Kind[];
    readonly timeout?: number;
    readonly message?: string;
  },
): Promise<void> {
  const least = new Map<string, number>();
  const rises = (now: Figures, seat: string, kind: Kind): boolean => {
    const is = decoded(now, seat, kind);
    const was = Math.min(is, least.get(`${seat} ${kind}`) ?? is);
    least.set(`${seat} ${kind}`, was);
    return is > was;
  };
  await expect
    .poll(
      async () => {
        const now = await mediaStats(page);
        const rising = seats.map((seat) => kinds.map((kind) => rises(now, seat, kind)).every(Boolean));
        return { rising: rising.filter(Boolean).length, received: Object.keys(now).length };
      },
      { timeout, message },
    )
    .toEqual({ rising: seats.length, received: seats.length });
}
