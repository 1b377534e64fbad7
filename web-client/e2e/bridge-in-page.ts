/**
 * The far end of a media connection, inside the page under test: it offers as a bridge does, sends drawn video and
 * a tone for each remote seat, and counts what it gets. Runs in the browser, so it may use nothing from outside.
 */
export function installBridge(): void {
  interface Far {
    readonly pc: RTCPeerConnection;
    generation: number;
  }
  const far = new Map<string, Far>();

  function picture(): MediaStreamTrack {
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = 240;
    const pen = canvas.getContext('2d');
    let step = 0;
    setInterval(() => {
      if (pen === null) return;
      step += 5;
      pen.fillStyle = `hsl(${step % 360} 40% 70%)`;
      pen.fillRect(0, 0, 320, 240);
    }, 66);
    return canvas.captureStream(15).getVideoTracks()[0] as MediaStreamTrack;
  }

  function tone(): MediaStreamTrack {
    const context = new AudioContext();
    const source = context.createOscillator();
    const sink = context.createMediaStreamDestination();
    source.connect(sink);
    source.start();
    void context.resume().catch(() => undefined);
    return sink.stream.getAudioTracks()[0] as MediaStreamTrack;
  }

  async function offer(
    connection: string,
    remoteSeats: string[],
    screen: 'recvonly' | 'inactive',
  ): Promise<object> {
    let known = far.get(connection);
    if (known === undefined) {
      const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
      pc.addTransceiver('audio', { direction: 'recvonly' });
      pc.addTransceiver('video', { direction: 'recvonly' });
      pc.addTransceiver('video', { direction: screen });
      for (let index = 0; index < remoteSeats.length; index += 1) {
        pc.addTransceiver(tone(), { direction: 'sendonly' });
        pc.addTransceiver(picture(), { direction: 'sendonly' });
      }
      known = { pc, generation: 0 };
      far.set(connection, known);
    }
    const { pc } = known;
    const own = pc.getTransceivers()[2];
    if (own !== undefined) own.direction = screen;
    known.generation += 1;
    await pc.setLocalDescription(await pc.createOffer());
    if (pc.iceGatheringState !== 'complete') {
      await new Promise<void>((done) => {
        pc.addEventListener('icegatheringstatechange', () => {
          if (pc.iceGatheringState === 'complete') done();
        });
      });
    }
    const mids = pc.getTransceivers().map((transceiver) => transceiver.mid ?? '');
    const sources = Object.fromEntries(
      remoteSeats.flatMap((seat, index) => [
        [mids[3 + index * 2], { seat, kind: 'microphone' }],
        [mids[4 + index * 2], { seat, kind: 'camera' }],
      ]),
    ) as Record<string, unknown>;
    return {
      type: 'media',
      name: 'offer',
      connection,
      generation: known.generation,
      sdp: pc.localDescription?.sdp,
      own: { microphone: mids[0], camera: mids[1], screen: mids[2] },
      sources,
    };
  }

  async function answer(connection: string, sdp: string): Promise<void> {
    await far.get(connection)?.pc.setRemoteDescription({ type: 'answer', sdp });
  }

  /** Frames that arrived of what the page sends: camera and screen. */
  async function received(connection: string): Promise<{ camera: number; screen: number; state: string }> {
    const pc = far.get(connection)?.pc;
    const frames = async (index: number): Promise<number> => {
      const report = await pc?.getTransceivers()[index]?.receiver.getStats();
      for (const stat of report?.values() ?? []) {
        const numbers = stat as { type: string; framesDecoded?: number };
        if (numbers.type === 'inbound-rtp') return numbers.framesDecoded ?? 0;
      }
      return 0;
    };
    return { camera: await frames(1), screen: await frames(2), state: pc?.connectionState ?? 'none' };
  }

  Object.assign(window, { __far: { offer, answer, received } });
}

export interface FarEnd {
  offer(connection: string, remoteSeats: string[], screen: 'recvonly' | 'inactive'): Promise<object>;
  answer(connection: string, sdp: string): Promise<void>;
  received(connection: string): Promise<{ camera: number; screen: number; state: string }>;
}
