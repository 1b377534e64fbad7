import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeConference, FakeDeployment } from '../../test/media/jitsimeet-fake';
import { FakeDeviceTrack, FakeStream } from '../../test/media/jitsimeet-fake-tracks';
import { OwnSources } from './jitsimeet-own';
import type { ConferenceOptions } from './jitsimeet-library';

const options: ConferenceOptions = {
  p2p: { enabled: false },
  statisticsId: '1',
  disableLocalStatsBroadcast: true,
  e2ee: { disabled: true },
  e2eping: { enabled: false },
  analytics: { rtcstatsEnabled: false },
};

let room: FakeConference;
let deployment: FakeDeployment;
let own: OwnSources;
let microphone: MediaStreamTrack & FakeDeviceTrack;
let camera: MediaStreamTrack & FakeDeviceTrack;
let screen: MediaStreamTrack & FakeDeviceTrack;

beforeEach(() => {
  vi.stubGlobal('MediaStream', FakeStream);
  vi.useFakeTimers();
  room = new FakeConference('room', options);
  deployment = new FakeDeployment();
  own = new OwnSources(deployment.library, room);
  microphone = FakeDeviceTrack.asTrack('audio');
  camera = FakeDeviceTrack.asTrack('video');
  screen = FakeDeviceTrack.asTrack('video');
});

describe('what one sends', () => {
  it('isACopy_soThatAMuteFromOutsideLeavesTheOwnDeviceAlone', async () => {
    await own.set({ microphone, camera });
    for (const track of room.sent) await track.mute();
    expect([microphone.enabled, camera.readyState]).toEqual([true, 'live']);
  });

  it('isNamedAsTheLibraryNamesIt', async () => {
    await own.set({ microphone, camera, screen });
    expect(room.shown()).toEqual(['me000000-a0', 'me000000-v0', 'me000000-v1']);
    expect(room.sent.map(({ info }) => info.videoType)).toEqual([undefined, 'camera', 'desktop']);
  });

  it('thatIsNotWantedAnyMore_isMutedForTheRoom_andItsCopyEnds', async () => {
    await own.set({ microphone, screen });
    await own.set({ microphone });
    expect(room.shown()).toEqual(['me000000-a0']);
    expect(screen.copies.map(({ readyState }) => readyState)).toEqual(['ended']);
    expect(deployment.tracks.map(({ disposed }) => disposed)).toEqual([false, true]);
  });

  it('ofAnotherDevice_takesThePlaceOfTheFirst', async () => {
    await own.set({ camera });
    const other = FakeDeviceTrack.asTrack('video');
    await own.set({ camera: other });
    expect(room.shown()).toEqual(['me000000-v0']);
    expect(camera.copies[0]?.readyState).toBe('ended');
    expect(other.copies[0]?.readyState).toBe('live');
  });

  it('neverBearsOneNameTwice_whateverComesAndGoes', async () => {
    await own.set({ screen });
    await own.set({ screen, camera });
    await own.set({ camera });
    await own.set({ camera, screen });
    await own.set({ screen });
    await own.set({ screen, camera });
    expect(new Set(room.sent.map(({ name }) => name)).size).toBe(2);
    expect(room.shown()).toEqual(['me000000-v0', 'me000000-v1']);
  });

  it('isTheLastOfManyWishes', async () => {
    void own.set({ camera });
    void own.set({ camera, screen });
    await own.set({});
    expect(room.sent).toEqual([]);
  });

  it('thatHasEndedAlready_isNotSent', async () => {
    camera.stop();
    await own.set({ camera, microphone });
    expect(room.shown()).toEqual(['me000000-a0']);
  });

  it('endsAtOnceWhenTheRoomIsLeft', async () => {
    await own.set({ microphone, camera });
    own.close();
    expect([...microphone.copies, ...camera.copies].map(({ readyState }) => readyState)).toEqual([
      'ended',
      'ended',
    ]);
    await own.dispose();
    expect(deployment.tracks.every(({ disposed }) => disposed)).toBe(true);
  });

  it('endsInTimeEvenIfTheLibraryDoesNotAnswer', async () => {
    await own.set({ camera });
    room.removeTrack = () => new Promise(() => undefined);
    void own.set({});
    await vi.advanceTimersByTimeAsync(1500);
    expect(camera.copies[0]?.readyState).toBe('ended');
  });
});

describe('a source', () => {
  it('mutedFromOutside_staysOutUntilSomethingNewIsSaid', async () => {
    await own.set({ microphone });
    const [sent] = room.sent;
    await sent?.mute();
    own.muted(sent);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(room.sent).toEqual([]);
    await own.set({ microphone });
    expect(room.shown()).toEqual(['me000000-a0']);
  });

  it('ofSomebodyElse_thatIsMuted_changesNothing', async () => {
    await own.set({ microphone });
    own.muted({ isMuted: () => true });
    await vi.advanceTimersByTimeAsync(1);
    expect(room.shown()).toEqual(['me000000-a0']);
  });

  it('thatTheRoomRefuses_isTriedAgainLater_butNotWithoutEnd', async () => {
    await own.set({ microphone });
    for (let tries = 0; tries < 10; tries += 1) {
      own.refused(room.sent[0]);
      await vi.advanceTimersByTimeAsync(20_000);
    }
    expect(deployment.tracks).toHaveLength(5);
    expect(room.sent).toEqual([]);
  });

  it('thatCannotBeAdded_doesNotHoldUpTheOthers', async () => {
    const add = room.addTrack.bind(room);
    room.addTrack = (track) => (room.sent.length === 0 ? Promise.reject(new Error('no')) : add(track));
    await own.set({ microphone });
    room.addTrack = add;
    await own.set({ microphone, camera });
    expect(room.shown()).toEqual(['me000000-a0', 'me000000-v0']);
  });
});
