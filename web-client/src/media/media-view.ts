import type { HealthSummary } from '../protocol/frames';
import type { Capture, DeviceChoice, DeviceLists } from './devices';
import type { LineWord } from './line-care';
import type { DeviceNews } from './own-device';
import type { Passage, RemoteTracks, ToldBySeat } from './session';
import type { Flow } from './stats';

/** What the views show of media. A new object whenever something changed. */
export interface MediaView {
  readonly microphone: Capture;
  readonly camera: Capture;
  /** What the person wants; what is sent also needs the grant and the device. */
  readonly microphoneWanted: boolean;
  readonly cameraWanted: boolean;
  readonly choice: DeviceChoice;
  readonly saveData: boolean;
  /** Whether the others' cameras are left out because staff asked for it. */
  readonly lessAsked: boolean;
  /** True in an audio session: no camera is opened, sent or shown. */
  readonly audioOnly: boolean;
  readonly devices: DeviceLists;
  readonly remote: RemoteTracks;
  readonly flow: Flow;
  readonly told: ToldBySeat;
  /** How the line to the bridge is; `none` where none is connected, which is never a good one. */
  readonly line: HealthSummary['line'] | 'none';
  /** False where this browser refuses every picture, for want of the codec. Sound goes on. */
  readonly pictures: boolean;
  readonly passage: Passage;
  /** True while pictures that the line has no room for are shown as paused; it is said before it begins. */
  readonly lineLow: boolean;
  readonly screen?: MediaStreamTrack;
}

/** True where this page takes nobody's camera, by choice or at staff's word. */
export function withoutCameras({ saveData, lessAsked }: Pick<MediaView, 'saveData' | 'lessAsked'>): boolean {
  return saveData || lessAsked;
}

export interface StudioSettings {
  readonly microphoneWanted: boolean;
  readonly cameraWanted: boolean;
  readonly choice: DeviceChoice;
  /** Whether the others' cameras are left out, by choice. */
  readonly saveData: boolean;
}

/** What the person is told of their devices and their line. */
export type MediaNews = DeviceNews | { readonly kind: 'line'; readonly word: LineWord };
