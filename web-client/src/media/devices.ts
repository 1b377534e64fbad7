/** Why a microphone or camera is not there, in the words of `getUserMedia`'s errors (W3C Media Capture, 10.2). */
export type Trouble = 'denied' | 'missing' | 'busy' | 'policy';

export type Capture =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'on'; readonly track: MediaStreamTrack }
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

export async function openMicrophone(deviceId: string | undefined): Promise<MediaStreamTrack> {
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

export async function openCamera(deviceId: string | undefined): Promise<MediaStreamTrack> {
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

export async function openScreen(): Promise<MediaStreamTrack> {
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

export async function listDevices(): Promise<DeviceLists> {
  const all = await navigator.mediaDevices.enumerateDevices();
  return {
    microphones: all.filter((device) => device.kind === 'audioinput' && device.deviceId !== ''),
    cameras: all.filter((device) => device.kind === 'videoinput' && device.deviceId !== ''),
  };
}
