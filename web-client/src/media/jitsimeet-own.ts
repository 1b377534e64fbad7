import type { SourceKind } from '../protocol/frames';
import type { JitsiConference, JitsiMeetLibrary, LocalTrack, LocalTrackInfo } from './jitsimeet-library';
import type { OwnTracks } from './session';

interface Placed {
  readonly source: MediaStreamTrack;
  /** What the library may stop, mute and listen to as it likes: the person's own track stays untouched. */
  readonly copy: MediaStreamTrack;
  readonly local: LocalTrack;
}

const kinds: readonly SourceKind[] = ['microphone', 'camera', 'screen'];
/** A copy ends by then even if the library does not answer: a camera's light must not stay on. */
const goneWithinMs = 1500;
const refusedAgainMs = 1000;
const refusedAgainMax = 4;

/** What this seat sends in one conference. */
export class OwnSources {
  private wanted: OwnTracks = {};
  private readonly placed = new Map<SourceKind, Placed>();
  /** Muted by the deployment: not sent again before the engine or the person has said something new. */
  private readonly hushed = new Set<SourceKind>();
  private refusals = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly library: Pick<JitsiMeetLibrary, 'createLocalTracksFromMediaStreams'>,
    private readonly conference: Pick<JitsiConference, 'addTrack' | 'removeTrack' | 'replaceTrack'>,
    private readonly placedMore: () => void = () => undefined,
  ) {}

  /** The kinds that are in the conference now. */
  kinds(): SourceKind[] {
    return [...this.placed.keys()];
  }

  /** One change after the other, and only the last of those that wait. */
  set(wanted: OwnTracks): Promise<void> {
    this.wanted = wanted;
    this.hushed.clear();
    this.refusals = 0;
    return this.next();
  }

  /** Somebody else may have muted it: then it goes, and the person's track stays as it is. */
  muted(track: unknown): void {
    const kind = this.kindOf(track);
    if (kind === undefined || this.placed.get(kind)?.local.isMuted() !== true) return;
    this.hushed.add(kind);
    void this.next();
  }

  /** The room lets it be sent now, whatever it said before. */
  approved(kind: SourceKind | undefined): void {
    if (kind !== undefined && this.hushed.delete(kind)) void this.next();
  }

  /** The room did not take it, perhaps because it had not heard yet that it may. */
  refused(track: unknown): void {
    const kind = this.kindOf(track);
    if (kind === undefined) return;
    this.hushed.add(kind);
    void this.next();
    if (this.refusals >= refusedAgainMax || this.retry !== undefined) return;
    this.retry = setTimeout(
      () => {
        this.retry = undefined;
        this.refusals += 1;
        this.hushed.clear();
        void this.next();
      },
      refusedAgainMs * 2 ** this.refusals,
    );
  }

  /** Ends what is sent at once. Nothing is asked of the conference any more; it may be left. */
  close(): void {
    clearTimeout(this.retry);
    this.wanted = {};
    for (const { copy } of this.placed.values()) copy.stop();
  }

  /** After the conference is left: the library lets go of the tracks. */
  async dispose(): Promise<void> {
    const locals = [...this.placed.values()].map(({ local }) => local);
    this.placed.clear();
    await Promise.allSettled(locals.map((local) => local.dispose()));
  }

  private kindOf(track: unknown): SourceKind | undefined {
    return kinds.find((kind) => this.placed.get(kind)?.local === track);
  }

  private next(): Promise<void> {
    this.queue = this.queue.then(() => this.apply());
    return this.queue;
  }

  private async apply(): Promise<void> {
    for (const kind of kinds) {
      const known = this.placed.get(kind);
      const source = this.source(kind);
      if (known === undefined || known.source === source) continue;
      await (source === undefined ? this.take(kind, known) : this.swap(kind, known, source));
    }
    await this.unname();
    for (const kind of kinds) {
      const source = this.source(kind);
      if (source !== undefined && !this.placed.has(kind)) await this.place(kind, source);
    }
  }

  private source(kind: SourceKind): MediaStreamTrack | undefined {
    return this.hushed.has(kind) ? undefined : this.wanted[kind];
  }

  /**
   * The library names a picture by how many there are: the only one must bear the first name before a second one
   * comes, or both would have the same.
   */
  private async unname(): Promise<void> {
    const pictures = (['camera', 'screen'] as const).filter((kind) => this.placed.has(kind));
    const coming = (['camera', 'screen'] as const).some(
      (kind) => !this.placed.has(kind) && this.source(kind) !== undefined,
    );
    const [only] = pictures;
    const known = only === undefined ? undefined : this.placed.get(only);
    if (!coming || only === undefined || known === undefined) return;
    if (known.local.getSourceName()?.endsWith('-v0') !== true) await this.take(only, known);
  }

  private async place(kind: SourceKind, source: MediaStreamTrack): Promise<void> {
    const placed = this.made(kind, source);
    if (placed === undefined) return;
    this.placed.set(kind, placed);
    try {
      await this.conference.addTrack(placed.local);
      this.placedMore();
    } catch {
      if (this.placed.get(kind) === placed) this.placed.delete(kind);
      placed.copy.stop();
      this.hushed.add(kind);
    }
  }

  private async swap(kind: SourceKind, old: Placed, source: MediaStreamTrack): Promise<void> {
    const placed = this.made(kind, source);
    if (placed === undefined) return this.take(kind, old);
    this.placed.set(kind, placed);
    try {
      await this.conference.replaceTrack(old.local, placed.local);
      await old.local.dispose();
    } catch {
      this.placed.delete(kind);
      placed.copy.stop();
    } finally {
      old.copy.stop();
    }
  }

  /** Mutes before it removes: only that tells the others in the room at once that nothing comes any more. */
  private async take(kind: SourceKind, { local, copy }: Placed): Promise<void> {
    this.placed.delete(kind);
    const timer = setTimeout(() => copy.stop(), goneWithinMs);
    try {
      await local.mute();
      await this.conference.removeTrack(local);
      await local.dispose();
    } catch {
      // It is not sent either way: its copy ends below.
    } finally {
      clearTimeout(timer);
      copy.stop();
    }
  }

  private made(kind: SourceKind, source: MediaStreamTrack): Placed | undefined {
    if (source.readyState === 'ended') return undefined;
    const copy = source.clone();
    copy.contentHint = source.contentHint;
    try {
      const [local] = this.library.createLocalTracksFromMediaStreams([infoOf(kind, copy)]);
      if (local !== undefined) return { source, copy, local };
    } catch {
      // The library takes no such track: then there is none to send.
    }
    copy.stop();
    return undefined;
  }
}

function infoOf(kind: SourceKind, track: MediaStreamTrack): LocalTrackInfo {
  const stream = new MediaStream([track]);
  if (kind === 'microphone') return { stream, mediaType: 'audio' };
  if (kind === 'screen') return { stream, mediaType: 'video', videoType: 'desktop' };
  const { width = 1280, height = 720 } = track.getSettings();
  return {
    stream,
    mediaType: 'video',
    videoType: 'camera',
    constraints: { width: { ideal: width }, height: { ideal: height } },
  };
}
