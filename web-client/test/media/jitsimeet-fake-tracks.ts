/** The people and tracks of the deployment for tests. */
import type {
  Heard,
  JitsiParticipant,
  LocalTrack,
  LocalTrackInfo,
  RemoteTrack,
} from '../../src/media/jitsimeet-library';

const guards = new WeakMap<object, object>();

/** Whatever is not there is a mistake of the caller, not `undefined`. */
export function strict<T extends object>(target: T): T {
  const known = guards.get(target) as T | undefined;
  if (known !== undefined) return known;
  const guard = new Proxy(target, {
    get(from, key) {
      // A promise asks everything for `then`.
      if (!(key in from) && key !== 'then' && typeof key === 'string') throw new Error(`There is no ${key}`);
      const value: unknown = Reflect.get(from, key, from);
      return typeof value === 'function' ? value.bind(from) : value;
    },
  });
  guards.set(target, guard);
  return guard;
}

export class Emitter {
  private readonly heard = new Map<string, Heard[]>();

  on(event: string, heard: Heard): void {
    this.heard.set(event, [...(this.heard.get(event) ?? []), heard]);
  }

  emit(event: string, ...details: unknown[]): void {
    for (const heard of this.heard.get(event) ?? []) heard(...details);
  }
}

/** A track of a device, as far as anything here looks at it. */
export class FakeDeviceTrack extends EventTarget {
  enabled = true;
  contentHint = '';
  readyState: 'live' | 'ended' = 'live';
  readonly copies: FakeDeviceTrack[] = [];

  constructor(readonly kind: 'audio' | 'video') {
    super();
  }

  static asTrack(kind: 'audio' | 'video'): MediaStreamTrack & FakeDeviceTrack {
    return new FakeDeviceTrack(kind) as unknown as MediaStreamTrack & FakeDeviceTrack;
  }

  clone(): FakeDeviceTrack {
    const copy = new FakeDeviceTrack(this.kind);
    this.copies.push(copy);
    return copy;
  }

  stop(): void {
    this.readyState = 'ended';
  }

  getSettings(): MediaTrackSettings {
    return { width: 320, height: 240 };
  }
}

export class FakeStream {
  constructor(readonly tracks: readonly MediaStreamTrack[]) {}

  getTracks(): readonly MediaStreamTrack[] {
    return this.tracks;
  }
}

/** The conference, as a track of one's own sees it. */
interface Hall {
  hush(track: FakeLocalTrack): void;
}

export class FakeLocalTrack implements LocalTrack {
  conference: Hall | undefined;
  name: string | null = null;
  disposed = false;
  readonly track: MediaStreamTrack;

  constructor(readonly info: LocalTrackInfo) {
    const tracks = info.stream.getTracks().filter(({ kind }) => kind === info.mediaType);
    const [track] = tracks;
    if (track === undefined || tracks.length > 1) throw new Error('track.no_stream_tracks_found');
    this.track = track;
    if (info.videoType === 'camera' && info.constraints === undefined) {
      throw new TypeError("Cannot read properties of undefined (reading 'height')");
    }
  }

  isMuted(): boolean {
    return !this.track.enabled || (this.info.mediaType === 'video' && this.track.readyState === 'ended');
  }

  async mute(): Promise<void> {
    if (this.disposed) throw new Error('track.track_is_disposed');
    // A picture that is muted is stopped, not darkened.
    if (this.info.mediaType === 'video') this.track.stop();
    else this.track.enabled = false;
    this.conference?.hush(strict<FakeLocalTrack>(this));
  }

  getSourceName(): string | null {
    return this.name;
  }

  async dispose(): Promise<void> {
    this.track.stop();
    this.disposed = true;
  }
}

export class FakeRemoteTrack implements RemoteTrack {
  muted = false;
  readonly events = new Emitter();
  readonly track: MediaStreamTrack;

  constructor(
    readonly owner: string,
    readonly index: number,
    readonly type: 'audio' | 'video',
    public videoType: 'camera' | 'desktop' | undefined = undefined,
  ) {
    this.track = FakeDeviceTrack.asTrack(type);
  }

  isLocal = (): boolean => false;
  isMuted = (): boolean => this.muted;
  getType = (): string => this.type;
  getVideoType = (): string | undefined => this.videoType;
  getSourceName = (): string => `${this.owner}-${this.type === 'audio' ? 'a' : 'v'}${this.index}`;
  getTrack = (): MediaStreamTrack => this.track;
  addEventListener = (event: string, heard: Heard): void => this.events.on(event, heard);
}

export class FakeOccupant implements JitsiParticipant {
  readonly tracks: FakeRemoteTrack[] = [];

  constructor(
    readonly id: string,
    readonly identity: unknown,
  ) {}

  getId = (): string => this.id;
  getIdentity = (): unknown => this.identity;
  getTracks = (): readonly RemoteTrack[] => this.tracks.map(strict);
}
