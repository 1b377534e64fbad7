import { describe, expect, it } from 'vitest';
import type { MediaFrame, OfferFrame, RoomFrame } from '../protocol/frames';
import { AnyBridge } from './any-bridge';
import type { MediaListener, MediaSession, OwnTracks } from './session';

const offer: OfferFrame = {
  type: 'media',
  name: 'offer',
  connection: 'con_1',
  generation: 1,
  sdp: 'v=0',
  own: {},
  sources: {},
  layered: [],
};
const room: RoomFrame = {
  type: 'media',
  name: 'room',
  connection: 'con_1',
  generation: 1,
  deployment: { script: '', service: '', domain: '', muc: '' },
  room: 'one',
  token: 'one',
  send: [],
  people: {},
};
const listener: MediaListener = {
  tell: () => undefined,
  changed: () => undefined,
  failed: () => undefined,
  speaking: () => undefined,
  passage: () => undefined,
};

class Recorder implements MediaSession {
  readonly frames: MediaFrame['name'][] = [];
  readonly owns: OwnTracks[] = [];
  closed = 0;

  receive = async (frame: MediaFrame): Promise<void> => void this.frames.push(frame.name);
  setOwn = async (own: OwnTracks): Promise<void> => void this.owns.push(own);
  remote = (): ReturnType<MediaSession['remote']> => ({ sea_1: {} });
  told = (): ReturnType<MediaSession['told']> => ({ sea_1: { camera: { paused: true, why: 'line' } } });
  readonly cameras: boolean[] = [];
  wantCameras = (wanted: boolean): void => void this.cameras.push(wanted);
  figures = async (): ReturnType<MediaSession['figures']> => ({ sea_1: {} });
  passage = (): ReturnType<MediaSession['passage']> => 'slow';
  health = async (): ReturnType<MediaSession['health']> => undefined;
  close = (): void => void (this.closed += 1);
}

function given(): { bridge: AnyBridge; made: Map<string, Recorder> } {
  const made = new Map<string, Recorder>();
  const bridge = new AnyBridge(
    () => ({ iceServers: [], relayOnly: false }),
    listener,
    (kind) => {
      const session = new Recorder();
      made.set(kind, session);
      return session;
    },
  );
  return { bridge, made };
}

describe('the bridge', () => {
  it('isTheOneWhoseFrameCame', async () => {
    const { bridge, made } = given();
    await bridge.receive(offer);
    await bridge.receive({ ...offer, generation: 2 });
    await bridge.receive({ type: 'media', name: 'closed', connection: 'con_1' });
    expect([...made].map(([kind, { frames }]) => [kind, frames])).toEqual([
      ['peers', ['offer', 'offer', 'closed']],
    ]);
  });

  it('changesOver_whereAnotherKindOfFrameComes', async () => {
    const { bridge, made } = given();
    await bridge.receive(offer);
    await bridge.receive(room);
    expect(made.get('peers')?.closed).toBe(1);
    expect(made.get('jitsi-meet')?.frames).toEqual(['room']);
  });

  it('learnsWhatIsSent_alsoBeforeItIsThere', async () => {
    const { bridge, made } = given();
    const own = {};
    await bridge.setOwn(own);
    await bridge.receive(room);
    expect(made.get('jitsi-meet')?.owns).toEqual([own]);
  });

  it('learnsWhetherCamerasAreWanted_alsoTheOneThatComesLater', async () => {
    const { bridge, made } = given();
    await bridge.receive(offer);
    bridge.wantCameras(false);
    await bridge.receive(room);
    expect([made.get('peers')?.cameras, made.get('jitsi-meet')?.cameras]).toEqual([[true, false], [false]]);
  });

  it('isNone_beforeAFrameCame', async () => {
    const { bridge, made } = given();
    await bridge.receive({ type: 'media', name: 'closed', connection: 'con_1' });
    bridge.close();
    expect(bridge.passage()).toBe('open');
    expect([bridge.remote(), await bridge.figures(), await bridge.health()]).toEqual([{}, {}, undefined]);
    expect(made.size).toBe(0);
  });
});
