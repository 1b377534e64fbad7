import { describe, expect, it } from 'vitest';
import type { Sealer } from '../session';
import { FirstTracks } from './first-tracks';

interface Track {
  readonly name: string;
  enabled: boolean;
  readyState: 'live' | 'ended';
  clone(): Track;
  stop(): void;
}

function track(name: string): Track {
  const made: Track = {
    name,
    enabled: true,
    readyState: 'live',
    clone: () => track(`copy of ${name}`),
    stop: () => void (made.readyState = 'ended'),
  };
  return made;
}

/** A sender, and all that it was given: a track's name, and whether it shows or says anything. */
function line(): { sender: RTCRtpSender; given: (string | null)[]; now: () => Track | null } {
  const given: (string | null)[] = [];
  let current: Track | null = null;
  const sender = {
    get track() {
      return current;
    },
    replaceTrack: async (next: Track | null) => {
      await Promise.resolve();
      current = next;
      given.push(next === null ? null : `${next.name}${next.enabled ? '' : ', dark'}`);
    },
  };
  return { sender: sender as unknown as RTCRtpSender, given, now: () => current };
}

/** A worker that sees a frame when it is told to. */
function worker(): { sealer: Sealer; see: () => Promise<void> } {
  let proven = false;
  let say = (): void => undefined;
  const proof = new Promise<void>((resolve) => (say = resolve));
  return {
    sealer: {
      leadSender: () => undefined,
      leadReceiver: () => undefined,
      isLed: () => Promise.resolve(true),
      isProven: () => proven,
      proof: () => proof,
    },
    see: async () => {
      proven = true;
      say();
      await new Promise((done) => setTimeout(done, 0));
    },
  };
}

const real = (name: string): MediaStreamTrack => track(name) as unknown as MediaStreamTrack;

describe('what a sender of an encrypted session is given', () => {
  it('isDark_untilTheWorkerSawAFrameOfIt', async () => {
    const { sealer, see } = worker();
    const { sender, given, now } = line();
    await new FirstTracks(() => sealer).give(sender, 'camera', real('camera'));
    expect(given).toEqual(['copy of camera, dark']);
    const copy = now();
    await see();
    expect(given).toEqual(['copy of camera, dark', 'camera']);
    expect(copy?.readyState).toBe('ended');
  });

  it('isTheTrackAtOnce_onceItIsProven', async () => {
    const { sealer, see } = worker();
    const { sender, given } = line();
    await see();
    await new FirstTracks(() => sealer).give(sender, 'camera', real('camera'));
    expect(given).toEqual(['camera']);
  });

  it('staysNothing_whereItWasTakenBackBeforeThat', async () => {
    const { sealer, see } = worker();
    const { sender, given, now } = line();
    const tracks = new FirstTracks(() => sealer);
    await tracks.give(sender, 'microphone', real('microphone'));
    const copy = now();
    await tracks.give(sender, 'microphone', undefined);
    await see();
    expect(given).toEqual(['copy of microphone, dark', null]);
    expect(copy?.readyState).toBe('ended');
  });

  it('isTheLastThatWasWanted_howeverSlowABrowserIs', async () => {
    const { sender, given } = line();
    const tracks = new FirstTracks(() => 'plain');
    void tracks.give(sender, 'camera', real('camera'));
    await tracks.give(sender, 'camera', undefined);
    expect(given.at(-1) ?? null).toBeNull();
  });

  it('isNothing_whereItCannotBeLed', async () => {
    const { sender, given } = line();
    await new FirstTracks(() => 'broken').give(sender, 'camera', real('camera'));
    const refusing: Sealer = {
      ...(worker().sealer as Exclude<Sealer, string>),
      leadSender: () => {
        throw new Error('No transform');
      },
    };
    await new FirstTracks(() => refusing).give(sender, 'camera', real('camera'));
    expect(given).toEqual([]);
  });

  it('keepsNoDeviceOn_afterTheConnection', async () => {
    const { sealer, see } = worker();
    const { sender, given, now } = line();
    const tracks = new FirstTracks(() => sealer);
    await tracks.give(sender, 'camera', real('camera'));
    tracks.end();
    expect(now()?.readyState).toBe('ended');
    await see();
    expect(given).toEqual(['copy of camera, dark']);
  });
});
