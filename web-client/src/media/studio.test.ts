import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeDevices } from '../../test/media/devices-fake';
import { isOn } from './devices';
import type { DeviceNews } from './own-device';
import type { HealthSummary } from '../protocol/frames';
import type { MediaSession, OwnTracks } from './session';
import { Studio } from './studio';

/** A bridge that remembers what it was given. */
class FakeSession implements MediaSession {
  own: OwnTracks = {};
  line: HealthSummary | undefined;
  receive = async (): Promise<void> => undefined;
  setOwn = async (own: OwnTracks): Promise<void> => void (this.own = own);
  remote = (): Record<string, never> => ({});
  told = (): Record<string, never> => ({});
  wantCameras = (): void => undefined;
  figures = async (): Promise<Record<string, never>> => ({});
  passage = (): 'open' => 'open';
  health = async (): Promise<HealthSummary | undefined> => this.line;
  close = (): void => undefined;
}

interface Given {
  readonly studio: Studio;
  readonly devices: FakeDevices;
  readonly session: FakeSession;
  readonly news: DeviceNews[];
}

const open: Studio[] = [];

function given(devices = new FakeDevices()): Given {
  const session = new FakeSession();
  const news: DeviceNews[] = [];
  const studio = new Studio(
    { microphoneWanted: true, cameraWanted: true, choice: {}, saveData: false },
    () => session,
    () => undefined,
    () => undefined,
    (one) => {
      if (one.kind !== 'line') news.push(one);
    },
    devices,
  );
  open.push(studio);
  return { studio, devices, session, news };
}

/** Everything that is promised by now has happened. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

async function opened(devices?: FakeDevices): Promise<Given> {
  const world = given(devices);
  await world.studio.open();
  await settled();
  return world;
}

afterEach(() => {
  for (const studio of open.splice(0)) studio.close();
});

describe('an audio session', () => {
  it('asksForTheMicrophoneAlone_howeverTheCameraWasWanted', async () => {
    const { studio, devices, session } = given();
    studio.audioOnly(true);
    await studio.open();
    await studio.wantCamera(true);
    await studio.choose({ camera: 'front' });
    devices.change();
    await studio.revive();
    await settled();
    expect(devices.tracks.map(({ kind }) => kind)).toEqual(['audio']);
    expect(Object.keys(session.own)).toEqual(['microphone']);
    expect(studio.current().camera).toEqual({ kind: 'idle' });
  });

  it('thatASessionBecomes_putsTheCameraOut', async () => {
    const { studio, devices, session } = await opened();
    studio.audioOnly(true);
    await settled();
    expect(devices.track('video').readyState).toBe('ended');
    expect(session.own.camera).toBeUndefined();
  });

  it('thatIsOneNoMore_leavesTheCameraToItsOwner', async () => {
    const { studio, devices } = given();
    studio.audioOnly(true);
    await studio.open();
    studio.audioOnly(false);
    await settled();
    expect(devices.tracks).toHaveLength(1);
    await studio.wantCamera(true);
    expect(isOn(studio.current().camera)).toBe(true);
  });

  it('stillSharesAScreen', async () => {
    const { studio, session } = given();
    studio.audioOnly(true);
    await studio.openScreen();
    await settled();
    expect(session.own.screen?.label).toBe('screen');
  });
});

describe('devices that change', () => {
  it('headsetUnplugged_theNextMicrophoneOpensByItself_isSent_andIsNamed', async () => {
    const { studio, devices, session, news } = await opened();
    expect(session.own.microphone?.label).toBe('headset');
    devices.microphones = ['built-in'];
    devices.track('audio').unplugged();
    await settled();
    expect(session.own.microphone?.label).toBe('built-in');
    expect(studio.isHeard()).toBe(true);
    expect(news).toEqual([{ kind: 'next', what: 'microphone', label: 'built-in' }]);
  });

  it('lastMicrophoneUnplugged_isNotOnAnyMore_andItsAbsenceIsSaid', async () => {
    const { studio, devices, session, news } = await opened();
    devices.microphones = [];
    devices.track('audio').unplugged();
    await settled();
    expect(studio.current().microphone).toEqual({ kind: 'trouble', trouble: 'missing' });
    expect(studio.isHeard()).toBe(false);
    expect(session.own.microphone).toBeUndefined();
    expect(news).toEqual([{ kind: 'gone', what: 'microphone', trouble: 'missing' }]);
  });

  it('pluggedInAgain_opensByItself', async () => {
    const { studio, devices, session } = await opened();
    devices.microphones = [];
    devices.track('audio').unplugged();
    await settled();
    devices.microphones = ['usb'];
    devices.change();
    await settled();
    expect(session.own.microphone?.label).toBe('usb');
    expect(studio.isHeard()).toBe(true);
  });

  it('goneWithoutAWordOfItsTrack_isFoundByTheList', async () => {
    const { devices, session } = await opened();
    devices.microphones = ['built-in'];
    devices.change();
    await settled();
    expect(session.own.microphone?.label).toBe('built-in');
  });

  it('theChosenOneThatComesBack_isTakenAgain', async () => {
    const { studio, devices, session } = await opened();
    await studio.choose({ microphone: 'headset' });
    devices.microphones = ['built-in'];
    devices.track('audio').unplugged();
    await settled();
    devices.microphones = ['built-in', 'headset'];
    devices.change();
    await settled();
    expect(session.own.microphone?.label).toBe('headset');
  });

  it('anotherDeviceThatComes_changesNothing', async () => {
    const { devices, session, news } = await opened();
    const before = devices.opened;
    devices.microphones = [...devices.microphones, 'usb'];
    devices.change();
    await settled();
    expect(devices.opened).toBe(before);
    expect(session.own.microphone?.label).toBe('headset');
    expect(news).toEqual([]);
  });

  it('withoutAnyDevice_nothingIsEverOn', async () => {
    const devices = new FakeDevices();
    devices.microphones = [];
    devices.cameras = [];
    const { studio, session } = await opened(devices);
    expect(isOn(studio.current().microphone)).toBe(false);
    expect(isOn(studio.current().camera)).toBe(false);
    expect(studio.isHeard()).toBe(false);
    expect(session.own).toEqual({});
  });

  it('cameraThatEnds_whileNobodyWantsIt_isLeftOff', async () => {
    const { studio, devices } = await opened();
    const track = devices.track('video');
    await studio.wantCamera(false);
    const before = devices.opened;
    track.unplugged();
    devices.change();
    await settled();
    expect(devices.opened).toBe(before);
    expect(studio.current().camera).toEqual({ kind: 'off' });
  });

  it('deviceThatEndsAgainAndAgain_isNotOpenedWithoutEnd', async () => {
    const { studio, devices } = await opened();
    for (let time = 0; time < 20; time += 1) {
      const track = devices.track('audio');
      if (track.readyState === 'live') track.unplugged();
      await settled();
    }
    expect(devices.opened).toBeLessThan(10);
    expect(studio.current().microphone).toEqual({ kind: 'trouble', trouble: 'busy' });
  });

  it('closed_lookForNoDeviceAnyMore', async () => {
    const { studio, devices } = await opened();
    studio.close();
    const before = devices.opened;
    devices.track('audio').unplugged();
    expect(devices.watched()).toBe(false);
    await settled();
    expect(devices.opened).toBe(before);
    expect(devices.tracks.every(({ readyState }) => readyState === 'ended')).toBe(true);
  });
});

describe('a device that the system takes for a while', () => {
  it('isNotOn_isSaid_andComesBackByItself', async () => {
    const { studio, devices, news } = await opened();
    devices.track('audio').silenced(true);
    expect(studio.isHeard()).toBe(false);
    devices.track('audio').silenced(false);
    expect(studio.isHeard()).toBe(true);
    expect(news.map(({ kind }) => kind)).toEqual(['interrupted', 'resumed']);
  });

  it('isOpenedAnew_whenThePersonPressesUnmute', async () => {
    const { studio, devices, session } = await opened();
    devices.track('audio').silenced(true);
    await studio.wantMicrophone(true);
    expect(studio.isHeard()).toBe(true);
    expect(session.own.microphone?.muted).toBe(false);
  });

  it('isTakenUpAgain_whenThePageIsBackInFront', async () => {
    const { studio, devices, news } = await opened();
    devices.track('audio').silenced(true);
    devices.track('video').stop();
    await studio.revive();
    expect(studio.isHeard()).toBe(true);
    expect(isOn(studio.current().camera)).toBe(true);
    expect(news.filter(({ kind }) => kind === 'resumed').map(({ what }) => what)).toEqual([
      'microphone',
      'camera',
    ]);
  });

  it('thatIsFine_isLeftAsItIs_whenThePageIsBack', async () => {
    const { studio, devices } = await opened();
    const before = devices.opened;
    await studio.revive();
    expect(devices.opened).toBe(before);
  });
});

describe('the line that is shown', () => {
  it('withoutAConnection_isNeverGood_andTheOldFiguresAreNotReported', async () => {
    vi.useFakeTimers();
    try {
      const { studio, session } = given();
      expect(studio.current().line).toBe('none');
      session.line = { line: 'good', rttMs: 20, lossUp: 0 };
      await vi.advanceTimersByTimeAsync(2000);
      expect(studio.current().line).toBe('good');
      session.line = undefined;
      await vi.advanceTimersByTimeAsync(2000);
      expect(studio.current().line).toBe('none');
      expect(studio.health()).toBeUndefined();
    } finally {
      vi.useRealTimers();
    }
  });

  it('ofABrowserWithoutTheCodec_saysSoToStaff', async () => {
    vi.useFakeTimers();
    try {
      const { studio, session } = given();
      session.line = { line: 'good', rttMs: 20, lossUp: 0 };
      await vi.advanceTimersByTimeAsync(2000);
      studio.answered({
        type: 'media',
        name: 'answer',
        connection: 'c',
        generation: 1,
        sdp: 'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\nm=video 0 UDP/TLS/RTP/SAVPF 0\r\n',
      });
      expect(studio.current().pictures).toBe(false);
      expect(studio.health()).toEqual({ line: 'good', rttMs: 20, lossUp: 0, pictures: false });
    } finally {
      vi.useRealTimers();
    }
  });
});
