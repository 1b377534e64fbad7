/** Listens to a microphone and tells its loudness, 0 to 1, about fifteen times a second, until stopped. */
export function watchLevel(track: MediaStreamTrack, tell: (level: number) => void): () => void {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    // A context that was made before the first touch starts suspended.
    if (context.state === 'suspended') void context.resume().catch(() => undefined);
    analyser.getFloatTimeDomainData(samples);
    tell(loudness(samples));
  }, 66);
  return () => {
    clearInterval(timer);
    source.disconnect();
    void context.close();
  };
}

/** Root mean square on a decibel scale: -60 dB and less is 0, -12 dB and more is 1. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-12);
  return Math.min(1, Math.max(0, (decibels + 60) / 48));
}

/** Two soft notes, for "Can you hear us?" and for being admitted. */
export function chime(): void {
  play([523.25, 659.25]);
}

function play(notes: readonly number[]): void {
  const context = new AudioContext();
  notes.forEach((hertz, index) => {
    const at = context.currentTime + index * 0.22;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.12, at + 0.04);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.9);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + 1);
  });
  setTimeout(() => void context.close(), 2000);
}

/** A soft call for staff who look elsewhere; an alert rises and comes twice. */
export function callTone(kind: 'call' | 'alert'): void {
  play(kind === 'call' ? [440, 523.25] : [587.33, 783.99, 587.33, 783.99]);
}
