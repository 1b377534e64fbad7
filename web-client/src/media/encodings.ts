/** In how many sizes a picture is sent, and how; what the bridge's documentation calls layers, the smallest first. */

/** The kinds that are pictures. */
export type PictureKind = 'camera' | 'screen';

interface Sizes {
  /** Bits a second that each size is worth. */
  readonly bitrates: readonly number[];
  /** From how many lines on a picture is worth that many sizes, one of them first. */
  readonly linesFrom: readonly number[];
  /** More lines than these are scaled down. */
  readonly linesMax: number;
  /** Temporal layers, of which the bridge may leave the upper ones out on a thin line. */
  readonly scalabilityMode?: string;
}

const sizesOf: Readonly<Record<PictureKind, Sizes>> = {
  // Of 180, 360 and 720 lines.
  camera: {
    bitrates: [120_000, 450_000, 1_500_000],
    linesFrom: [0, 270, 540],
    linesMax: Infinity,
    scalabilityMode: 'L1T3',
  },
  // Sharp, and half as high for lines without room for that. Chromium makes temporal layers of these unasked.
  screen: { bitrates: [200_000, 2_500_000], linesFrom: [0, 480], linesMax: 1080 },
};

/** What belongs to a sender in several sizes. */
interface Encoding {
  active: boolean;
  maxBitrate?: number;
  scaleResolutionDownBy?: number;
  scalabilityMode?: string;
}

/**
 * How a picture is to be sent now, each size half as large as the next, the smallest of use.
 *
 * @param count in how many sizes the bridge takes it
 * @param lines how high it is
 * @param wanted how many of them anybody wants, undefined before the bridge said
 * @param alone whether the largest goes out without the smaller ones, where it is wanted
 */
export function planned(
  kind: PictureKind,
  count: number,
  lines: number,
  wanted: number | undefined,
  alone = false,
): (Encoding & { scaleResolutionDownBy: number })[] {
  const { bitrates, linesFrom, linesMax, scalabilityMode } = sizesOf[kind];
  const sizes = Math.min(count, linesFrom.filter((from) => lines >= from).length);
  const sent = Math.min(sizes, wanted ?? sizes);
  const least = alone && sent === sizes ? sizes - 1 : 0;
  return Array.from({ length: count }, (_, index) => {
    const size = Math.min(index, sizes - 1);
    return {
      active: index >= least && index < sent,
      maxBitrate: bitrates[Math.min(size, bitrates.length - 1)] ?? 0,
      scaleResolutionDownBy: Math.max(1, lines / linesMax) * 2 ** (sizes - 1 - size),
      ...(scalabilityMode === undefined ? {} : { scalabilityMode }),
    };
  });
}

/** How high a picture is: by its shorter side, however the phone is held. */
export function linesOf(track: MediaStreamTrack): number {
  const { width, height } = track.getSettings();
  return Math.min(width ?? 720, height ?? 720);
}

/** Who refused temporal layers, or does not know of them. */
const withoutModes = new WeakSet<RTCRtpSender>();

/** Who sent something since they are there. */
const begun = new WeakSet<RTCRtpSender>();

/** What each sender is being told: one thing after the other, or the browser refuses the second. */
const turns = new WeakMap<RTCRtpSender, Promise<void>>();

/**
 * Brings a sender in line with what is wanted of it: one without a track sends nothing any more. A picture in one size is
 * only stopped and begun again; what it may take is the browser's own matter.
 */
export function heed(
  sender: RTCRtpSender,
  kind: PictureKind,
  wanted: number | undefined,
  alone = false,
): Promise<void> {
  const turn = (turns.get(sender) ?? Promise.resolve()).then(() => bring(sender, kind, wanted, alone));
  turns.set(
    sender,
    turn.catch(() => undefined),
  );
  return turn;
}

async function bring(
  sender: RTCRtpSender,
  kind: PictureKind,
  wanted: number | undefined,
  alone: boolean,
): Promise<void> {
  const { track } = sender;
  const parameters = sender.getParameters();
  const { encodings } = parameters;
  // Before the first answer there are none to change.
  if (encodings === undefined || encodings.length === 0) return;
  if (track === null) {
    // Firefox goes on with the last picture, once a second, of whoever stopped their camera.
    if (
      begun.has(sender) &&
      changes(
        encodings,
        encodings.map(() => ({ active: false })),
      )
    )
      await sender.setParameters(parameters);
    return;
  }
  begun.add(sender);
  const wishes: readonly Encoding[] =
    encodings.length === 1
      ? [{ active: wanted !== 0 }]
      : planned(kind, encodings.length, linesOf(track), wanted, alone);
  if (withoutModes.has(sender)) for (const wish of wishes) delete wish.scalabilityMode;
  if (!changes(encodings, wishes)) return;
  if (wishes[0]?.scalabilityMode === undefined) {
    await sender.setParameters(parameters);
    return;
  }
  await sender.setParameters(parameters).catch(() => undefined);
  if (modeOf(sender) === wishes[0].scalabilityMode) return;
  // It is refused by some browsers, and passed over by others.
  withoutModes.add(sender);
  await bring(sender, kind, wanted, alone);
}

function changes(encodings: readonly RTCRtpEncodingParameters[], wishes: readonly Encoding[]): boolean {
  let changed = false;
  encodings.forEach((encoding, index) => {
    for (const [key, value] of Object.entries(wishes[index] ?? {})) {
      const before = (encoding as unknown as Record<string, unknown>)[key];
      if (before === value) continue;
      Object.assign(encoding, { [key]: value as unknown });
      changed = true;
    }
  });
  return changed;
}

function modeOf(sender: RTCRtpSender): string | undefined {
  return (sender.getParameters().encodings?.[0] as Encoding | undefined)?.scalabilityMode;
}
