import type { DeviceLists, Devices } from '../../src/media/devices';

/** A track that a test ends and mutes as a system does. Never shipped. */
export class FakeTrack extends EventTarget {
  readyState: 'live' | 'ended' = 'live';
  muted = false;
  constructor(
    readonly kind: 'audio' | 'video',
    readonly label: string,
  ) {
    super();
  }

  /** Stopped by the page: no event (W3C Media Capture, 4.3.1). */
  stop(): void {
    this.readyState = 'ended';
  }

  unplugged(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }

  silenced(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }

  getSettings(): MediaTrackSettings {
    return { deviceId: this.label };
  }
}

/** A machine whose devices come and go; the first one that is there is opened, or the one that was asked for. */
export class FakeDevices implements Devices {
  microphones: string[] = ['headset', 'built-in'];
  cameras: string[] = ['front'];
  /** How many times something was opened. */
  opened = 0;
  refuse: Error | undefined;
  readonly tracks: FakeTrack[] = [];
  private readonly watchers = new Set<() => void>();

  readonly openMicrophone = (id: string | undefined): Promise<MediaStreamTrack> =>
    this.open('audio', this.microphones, id);
  readonly openCamera = (id: string | undefined): Promise<MediaStreamTrack> =>
    this.open('video', this.cameras, id);
  readonly openScreen = (): Promise<MediaStreamTrack> => this.open('video', ['screen'], undefined);
  readonly forbidden = (): boolean => false;
  readonly list = async (): Promise<DeviceLists> => ({
    microphones: this.microphones.map(deviceInfo),
    cameras: this.cameras.map(deviceInfo),
  });

  readonly watch = (changed: () => void): (() => void) => {
    this.watchers.add(changed);
    return () => this.watchers.delete(changed);
  };

  /** The newest track of this kind. */
  track(kind: 'audio' | 'video'): FakeTrack {
    const track = this.tracks.findLast((one) => one.kind === kind);
    if (track === undefined) throw new Error(`no ${kind} track`);
    return track;
  }

  change(): void {
    for (const changed of this.watchers) changed();
  }

  watched(): boolean {
    return this.watchers.size > 0;
  }

  private async open(
    kind: 'audio' | 'video',
    present: readonly string[],
    id: string | undefined,
  ): Promise<MediaStreamTrack> {
    this.opened += 1;
    if (this.refuse !== undefined) throw this.refuse;
    const device = id !== undefined && present.includes(id) ? id : present[0];
    if (device === undefined) throw new DOMException('none', 'NotFoundError');
    const track = new FakeTrack(kind, device);
    this.tracks.push(track);
    return track as unknown as MediaStreamTrack;
  }
}

function deviceInfo(deviceId: string): MediaDeviceInfo {
  return { deviceId, label: deviceId } as MediaDeviceInfo;
}
