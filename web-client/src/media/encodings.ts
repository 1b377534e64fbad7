/** In how many sizes a camera is sent, and how; what the bridge's documentation calls layers, the smallest first. */

/** Bits a second that a picture of 180, 360 and 720 lines is worth. */
const bitrates = [120_000, 450_000, 1_500_000] as const;
/** From how many lines on a picture is worth that many sizes. */
const linesForThree = 540;
const linesForTwo = 270;

/** In how many sizes a picture of so many lines can be sent, each half as large as the next, the smallest of use. */
function sizesFor(lines: number): number {
  return lines >= linesForThree ? 3 : lines >= linesForTwo ? 2 : 1;
}

/** What belongs to a sender in several sizes. */
interface Encoding {
  active: boolean;
  maxBitrate?: number;
  scaleResolutionDownBy?: number;
}

/**
 * How a camera is to be sent now.
 *
 * @param count in how many sizes the bridge takes it
 * @param lines how high its picture is
 * @param wanted how many of them anybody wants, undefined before the bridge said
 */
export function planned(count: number, lines: number, wanted: number | undefined): Required<Encoding>[] {
  const sizes = Math.min(count, sizesFor(lines));
  return Array.from({ length: count }, (_, index) => {
    const size = Math.min(index, sizes - 1);
    return {
      active: index < Math.min(sizes, wanted ?? sizes),
      maxBitrate: bitrates[Math.min(size, bitrates.length - 1)] ?? bitrates[0],
      scaleResolutionDownBy: 2 ** (sizes - 1 - size),
    };
  });
}

/** How high the picture of a camera is: by its shorter side, however the phone is held. */
export function linesOf(track: MediaStreamTrack): number {
  const { width, height } = track.getSettings();
  return Math.min(width ?? 720, height ?? 720);
}

/**
 * Brings a sender in line with what is wanted of it. A picture in one size is only stopped and begun again; what it may
 * take is the browser's own matter.
 */
export async function heed(sender: RTCRtpSender, wanted: number | undefined): Promise<void> {
  const { track } = sender;
  const parameters = sender.getParameters();
  const { encodings } = parameters;
  // Before the first answer there are none to change.
  if (track === null || encodings === undefined || encodings.length === 0) return;
  const wishes: readonly Encoding[] =
    encodings.length === 1 ? [{ active: wanted !== 0 }] : planned(encodings.length, linesOf(track), wanted);
  let changed = false;
  encodings.forEach((encoding, index) => {
    for (const [key, value] of Object.entries(wishes[index] ?? {})) {
      const before = (encoding as unknown as Record<string, unknown>)[key];
      if (before === value) continue;
      Object.assign(encoding, { [key]: value as unknown });
      changed = true;
    }
  });
  if (changed) await sender.setParameters(parameters);
}
