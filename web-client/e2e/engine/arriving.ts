import { expect, type Page } from '@playwright/test';
import { PATIENCE } from '../patience';
import { mediaStats, type Figures } from '../people';

/**
 * Whether frames and sound really arrive, whichever bridge carries them: by what the client itself counts at the
 * receivers of each seat, and by nothing that only one kind of bridge has.
 */
type Kind = 'microphone' | 'camera';

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
  page: Pick<Page, 'evaluate'>,
  seats: readonly string[],
  { kinds = ['microphone', 'camera'], message = 'what arrives', timeout = PATIENCE } = {} as {
    readonly kinds?: readonly Kind[];
    readonly message?: string;
    readonly timeout?: number;
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
      { message, timeout },
    )
    .toEqual({ rising: seats.length, received: seats.length });
}

/**
 * Waits until the page has decoded this many more pictures of a seat's camera. Whatever the bridge had sent before has
 * arrived by then, or never will: it is what a test waits for that wants to see nothing come.
 */
export async function passPictures(
  page: Pick<Page, 'evaluate'>,
  { seat }: { readonly seat: string },
  count = 10,
): Promise<void> {
  const now = async (): Promise<number> => decoded(await mediaStats(page), seat, 'camera');
  let [before, passed] = [await now(), 0];
  await expect
    .poll(
      async () => {
        const after = await now();
        // A source that started anew counts from its start.
        passed += after < before ? after : after - before;
        before = after;
        return passed;
      },
      { message: `pictures of ${seat} that go on` },
    )
    .toBeGreaterThanOrEqual(count);
}

/**
 * What this counts does not grow any more, while pictures of a witness go on over the same connection. Of a source that
 * is gone, nothing is counted.
 */
export async function expectStopped(
  page: Pick<Page, 'evaluate'>,
  count: (figures: Figures) => number,
  witness: { readonly seat: string },
  message: string,
): Promise<void> {
  await passPictures(page, witness);
  const stopped = count(await mediaStats(page));
  await passPictures(page, witness);
  expect([0, stopped], message).toContain(count(await mediaStats(page)));
}
