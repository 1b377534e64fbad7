import { execFileSync } from 'node:child_process';

const words =
  'Good evening, everybody, and welcome back. Before we begin, take a moment to notice how you arrived today. ' +
  'We will go around once, and each of you says as much or as little as you like. There is no hurry at all.';

/** Some seconds of speech as a WAV file, in base64. */
export function speech(): string {
  return execFileSync('espeak-ng', ['--stdout', '-v', 'en', '-s', '150', words], {
    maxBuffer: 16 * 2 ** 20,
  }).toString('base64');
}

export interface Voice {
  readonly wav: string;
  /** When this page speaks: one after the other, six seconds each, by the clock that all pages share. */
  readonly turn: number;
  readonly of: number;
  /** 1 where nothing is said. */
  readonly volume?: number;
  /** How many read at once, one after the other: of two together hardly ever are both silent. */
  readonly readers?: number;
}

/**
 * Gives the page a microphone into which somebody speaks, in turns: a codec treats speech, tones and silence each in its
 * own way. Runs in the page before anything else.
 */
export function wearVoice({ wav, turn, of, volume: loud = 1, readers = 1 }: Voice): void {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return;
  const ask = devices.getUserMedia.bind(devices);
  const slotMs = 6000;

  async function microphone(): Promise<MediaStreamTrack> {
    const context = new AudioContext();
    const bytes = Uint8Array.from(atob(wav), (character) => character.charCodeAt(0));
    const buffer = await context.decodeAudioData(bytes.buffer);
    const volume = context.createGain();
    const out = context.createMediaStreamDestination();
    volume.connect(out);
    for (let reader = 0; reader < readers; reader++) {
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.loop = true;
      source.connect(volume);
      source.start(0, (reader * buffer.duration) / readers);
    }
    const [track] = out.stream.getAudioTracks();
    if (track === undefined) throw new Error('a microphone without sound');
    const timer = setInterval(() => {
      if (track.readyState === 'ended') {
        clearInterval(timer);
        void context.close();
        return;
      }
      // Before the first touch of the page it is suspended.
      if (context.state === 'suspended') void context.resume().catch(() => undefined);
      volume.gain.value = Math.floor(Date.now() / slotMs) % of === turn ? loud : 0;
    }, 50);
    return track;
  }

  devices.getUserMedia = async (wanted = {}) => {
    const { audio = false, ...rest } = wanted;
    if (audio === false) return ask(wanted);
    const others = rest.video === undefined || rest.video === false ? [] : (await ask(rest)).getTracks();
    return new MediaStream([...others, await microphone()]);
  };
}
