import { isOn } from './devices';
import type { MediaView } from './studio';

/** True where this person is heard if they speak and may: wanted, and something comes of the microphone. */
export function microphoneOn({ microphone, microphoneWanted }: MediaView): boolean {
  return microphoneWanted && isOn(microphone);
}

/** True where others can see this person if they may: wanted, something comes of the camera, and this browser sends it. */
export function cameraOn({ camera, cameraWanted, pictures, audioOnly }: MediaView): boolean {
  return cameraWanted && isOn(camera) && pictures && !audioOnly;
}
