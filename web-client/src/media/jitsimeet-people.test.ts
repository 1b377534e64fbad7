import { beforeEach, describe, expect, it, vi } from 'vitest';
import { conferenceEvents, type FakeConference } from '../../test/media/jitsimeet-fake';
import { FakeOccupant, FakeRemoteTrack } from '../../test/media/jitsimeet-fake-tracks';
import { frame, Given, occupant, shows } from '../../test/media/jitsimeet-given';

let given: Given;

beforeEach(() => {
  given = new Given();
});

describe('who is seen', () => {
  it('isWhomTheEngineNames_atTheirSeat', async () => {
    const room = await given.inside();
    const camera = shows(room, 'ana');
    expect(given.session.remote()).toEqual({ sea_ana: { camera: camera.track } });
  });

  it.each([
    ['a stranger', 'eve'],
    ['nobody in particular', undefined],
    ['a word of the language', 'constructor'],
  ])('is not %s, who is not even received', async (_what, identity) => {
    const room = await given.inside();
    const stranger = new FakeOccupant('eve', identity === undefined ? undefined : { user: { id: identity } });
    room.enters(stranger);
    room.sends(stranger, new FakeRemoteTrack('eve', 0, 'video', 'camera'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(given.session.remote()).toEqual({});
    expect(room.asked.at(-1)).toMatchObject({ defaultConstraints: { maxHeight: 0 }, constraints: {} });
  });

  it('isTheLastOfTwoWithOneIdentity', async () => {
    const room = await given.inside();
    shows(room, 'ana0', 'ana');
    const later = shows(room, 'ana1', 'ana');
    expect(given.session.remote()).toEqual({ sea_ana: { camera: later.track } });
  });

  it('isNobodyWhoLeft_orWasMuted', async () => {
    const room = await given.inside();
    const camera = shows(room, 'ana');
    camera.muted = true;
    expect(given.session.remote()).toEqual({});
    camera.muted = false;
    room.leaves(room.occupants.get('ana') ?? occupant('ana'));
    expect(given.session.remote()).toEqual({});
  });

  it('isWhoEntersThePeopleLater', async () => {
    const room = await given.inside();
    const camera = shows(room, 'cora');
    expect(given.session.remote()).toEqual({});
    await given.session.receive({ ...frame, generation: 2, people: { cora: 'sea_cora' } });
    expect(given.session.remote()).toEqual({ sea_cora: { camera: camera.track } });
  });

  it('showsAScreenBesideTheCamera', async () => {
    const room = await given.inside();
    const ana = occupant('ana');
    room.enters(ana);
    const [voice, camera, screen] = [
      new FakeRemoteTrack('ana', 0, 'audio'),
      new FakeRemoteTrack('ana', 0, 'video', 'camera'),
      new FakeRemoteTrack('ana', 1, 'video', 'desktop'),
    ];
    for (const track of [voice, camera, screen]) room.sends(ana, track);
    expect(given.session.remote()).toEqual({
      sea_ana: { microphone: voice.track, camera: camera.track, screen: screen.track },
    });
    expect(room.asked.at(-1)).toMatchObject({
      selectedSources: ['ana-v1'],
      onStageSources: ['ana-v1'],
      constraints: { 'ana-v0': { maxHeight: 180 }, 'ana-v1': { maxHeight: 2160 } },
    });
  });

  it('isAskedForOnceUntilItChanges', async () => {
    const room = await given.inside();
    shows(room, 'ana');
    await vi.advanceTimersByTimeAsync(5000);
    expect(room.asked.filter(({ constraints }) => 'ana-v0' in constraints)).toHaveLength(1);
  });
});

describe('who speaks', () => {
  const says = (room: FakeConference, who: unknown, silent = false): unknown =>
    room.events.emit(conferenceEvents.DOMINANT_SPEAKER_CHANGED, who, [], silent);

  it('isTheirSeat_orOneself_orNobodyKnown', async () => {
    const room = await given.inside();
    shows(room, 'ana');
    says(room, 'ana');
    says(room, 'me000000');
    says(room, 'eve');
    expect(given.speakers).toEqual([{ kind: 'seat', seat: 'sea_ana' }, { kind: 'you' }, { kind: 'nobody' }]);
  });

  it('isNobodyInSilence_andNobodyAfterAMove', async () => {
    const room = await given.inside();
    shows(room, 'ana');
    says(room, 'ana');
    says(room, 'ana', true);
    says(room, 'ana');
    await given.session.receive({ ...frame, connection: 'con_2', room: 'other' });
    says(room, 'ana');
    expect(given.speakers.map(({ kind }) => kind)).toEqual(['seat', 'nobody', 'seat', 'nobody']);
  });
});

describe('figures', () => {
  it('areOfTheSeatsAlone_andTheLineOfTheBridge', async () => {
    const room = await given.inside();
    const camera = shows(room, 'ana');
    const stranger = shows(room, 'eve');
    const stats = (entries: object[]): Map<string, object> =>
      new Map(entries.map((each, i) => [String(i), each]));
    const receiver = (track: MediaStreamTrack): object => ({
      track,
      getStats: async () => stats([{ type: 'inbound-rtp', framesDecoded: 7, bytesReceived: 70 }]),
    });
    const pc = {
      connectionState: 'connected',
      getReceivers: () => [receiver(camera.track), receiver(stranger.track)],
      getStats: async () => stats([{ type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.7 }]),
    };
    room.peer = { peerconnection: pc as unknown as RTCPeerConnection };
    expect(await given.session.figures()).toEqual({
      sea_ana: {
        camera: expect.objectContaining({
          framesDecoded: 7,
          totalAudioEnergy: 0,
          bytesReceived: 70,
        }) as unknown,
      },
    });
    expect(await given.session.health()).toMatchObject({ line: 'weak', rttMs: 700, lossUp: 0 });
  });

  it('areNone_whereNothingIsConnected', async () => {
    expect([await given.session.figures(), await given.session.health()]).toEqual([{}, undefined]);
    await given.inside();
    expect([await given.session.figures(), await given.session.health()]).toEqual([{}, undefined]);
  });
});
