/** Why a microphone or camera is not there, in the words of `getUserMedia`'s errors (W3C Media Capture, 10.2). */
export type Trouble = 'denied' | 'missing' | 'busy' | 'policy';

export type Capture =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  /** `interrupted`: the system gives nothing of it for now, as during a call. */
  | { readonly kind: 'on'; readonly track: MediaStreamTrack; readonly interrupted?: true }
  | { readonly kind: 'off' }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

export interface DeviceChoice {
  readonly microphone?: string;
  readonly camera?: string;
}

export interface DeviceLists {
  readonly microphones: readonly MediaDeviceInfo[];
  readonly cameras: readonly MediaDeviceInfo[];
}

/** True where something of it really comes: wanted is not yet on, and a track that gives nothing is not on either. */
export function isOn(capture: Capture): boolean {
  return capture.kind === 'on' && capture.interrupted !== true;
}

export function troubleOf(error: unknown): Trouble {
  const name = error instanceof Error ? error.name : '';
  switch (name) {
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'denied';
  }
}

/** True where the page around us forbids the camera or microphone to this frame (Permissions Policy). */
export function forbiddenByPage(feature: 'camera' | 'microphone' | 'display-capture'): boolean {
  const policy = (
    document as unknown as { readonly featurePolicy?: { allowsFeature(name: string): boolean } }
  ).featurePolicy;
  return policy !== undefined && !policy.allowsFeature(feature);
}

async function openMicrophone(deviceId: string | undefined): Promise<MediaStreamTrack> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: {
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      ...(deviceId === undefined ? {} : { deviceId: { ideal: deviceId } }),
    },
  });
  return firstTrack(stream.getAudioTracks());
}

async function openCamera(deviceId: string | undefined): Promise<MediaStreamTrack> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: {
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 30, max: 30 },
      ...(deviceId === undefined ? {} : { deviceId: { ideal: deviceId } }),
    },
  });
  return firstTrack(stream.getVideoTracks());
}

async function openScreen(): Promise<MediaStreamTrack> {
  const stream = await navigator.mediaDevices.getDisplayMedia({
    video: { frameRate: { max: 15 } },
    audio: false,
  });
  const track = firstTrack(stream.getVideoTracks());
  track.contentHint = 'detail';
  return track;
}

function firstTrack(tracks: readonly MediaStreamTrack[]): MediaStreamTrack {
  const [track] = tracks;
  if (track === undefined) throw new DOMException('no track', 'NotFoundError');
  return track;
}

async function listDevices(): Promise<DeviceLists> {
  const all = await navigator.mediaDevices.enumerateDevices();
  return {
    microphones: all.filter((device) => device.kind === 'audioinput' && device.deviceId !== ''),
    cameras: all.filter((device) => device.kind === 'videoinput' && device.deviceId !== ''),
  };
}

/** The devices of this machine, as a page may use them. */
export interface Devices {
  readonly openMicrophone: (deviceId: string | undefined) => Promise<MediaStreamTrack>;
  readonly openCamera: (deviceId: string | undefined) => Promise<MediaStreamTrack>;
  readonly openScreen: () => Promise<MediaStreamTrack>;
  readonly list: () => Promise<DeviceLists>;
  readonly forbidden: (feature: 'camera' | 'microphone') => boolean;
  /** Tells that devices came or went, until the answer is called. */
  readonly watch: (changed: () => void) => () => void;
}

export const devicesOfBrowser: Devices = {
  openMicrophone,
  openCamera,
  openScreen,
  list: listDevices,
  forbidden: forbiddenByPage,
  watch: (changed) => {
    const { mediaDevices } = navigator;
    // A page that is not secure has none.
    if (mediaDevices === undefined) return () => undefined;
    mediaDevices.addEventListener('devicechange', changed);
    return () => mediaDevices.removeEventListener('devicechange', changed);
  },
};
