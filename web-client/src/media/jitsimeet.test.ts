import { beforeEach, describe, expect, it, vi } from 'vitest';
import { conferenceEvents, type FakeConference } from '../../test/media/jitsimeet-fake';
import { FakeDeviceTrack } from '../../test/media/jitsimeet-fake-tracks';
import { frame, Given, own, shows } from '../../test/media/jitsimeet-given';
import type { JitsiMeetLibrary } from './jitsimeet-library';
import { ForeignScript } from './jitsimeet-script';

let given: Given;

beforeEach(() => {
  given = new Given();
});

describe('an invitation', () => {
  it('isFollowedWithItsToken_toItsRoom_withoutAName', async () => {
    const room = await given.inside();
    const { token, appId, options } = given.deployment.last;
    expect([appId, token]).toEqual([null, frame.token]);
    expect(options).toMatchObject({
      hosts: { domain: 'meet.example.org', muc: 'conference.meet.example.org' },
      serviceUrl: `wss://meet.example.org/xmpp-websocket?room=${frame.room}`,
      websocketKeepAlive: -1,
      enableWebsocketResume: true,
      analytics: { rtcstatsEnabled: false },
    });
    expect(room.name).toBe(frame.room);
    expect(room.options).toMatchObject({ p2p: { enabled: false }, disableLocalStatsBroadcast: true });
    expect(room.options.statisticsId).toMatch(/^[0-9a-f-]{36}$/u);
  });

  it('saysWhatMayBeSent_andNothingElseIs', async () => {
    await given.session.setOwn({ ...own, screen: FakeDeviceTrack.asTrack('video') });
    const room = await given.inside();
    expect(room.shown()).toEqual(['me000000-a0', 'me000000-v0']);
    await given.session.receive({ ...frame, generation: 2, send: ['camera', 'screen'] });
    expect(room.shown()).toEqual(['me000000-v0', 'me000000-v1']);
    await given.session.receive({ ...frame, generation: 3, send: [] });
    expect(room.shown()).toEqual([]);
  });

  it('thatIsOlder_changesNothing', async () => {
    await given.session.setOwn(own);
    const room = await given.inside({ ...frame, generation: 5 });
    await given.session.receive({ ...frame, generation: 4, send: [] });
    expect(room.shown()).toEqual(['me000000-a0', 'me000000-v0']);
  });

  it('whoseConnectionResumes_isFollowedOnce', async () => {
    await given.inside();
    given.deployment.last.opens();
    expect(given.deployment.connections).toHaveLength(1);
  });

  it('thatIsClosed_isLeftForGood', async () => {
    const room = await given.inside();
    await given.session.receive({ type: 'media', name: 'closed', connection: 'con_1' });
    await vi.advanceTimersByTimeAsync(120_000);
    expect([room.left, given.deployment.last.ended]).toEqual([true, true]);
    expect([given.told, given.gone]).toEqual([[], []]);
  });

  it('ofAnotherPlaceThatIsClosed_changesNothing', async () => {
    const room = await given.inside();
    await given.session.receive({ type: 'media', name: 'closed', connection: 'con_0' });
    expect(room.left).toBe(false);
  });
});

describe('a moderated room', () => {
  it('isAskedToLetThrough_whatIsApprovedAndSent_aScreenAloneToo', async () => {
    await given.session.setOwn({ screen: FakeDeviceTrack.asTrack('video') });
    const room = await given.inside({ ...frame, send: ['camera', 'screen'] });
    for (const mediaType of ['audio', 'desktop'])
      room.events.emit(conferenceEvents.AV_MODERATION_APPROVED, { mediaType });
    expect(room.unmuted).toEqual([]);
    room.events.emit(conferenceEvents._MEDIA_SESSION_STARTED);
    expect(room.unmuted).toEqual(['desktop']);
    await given.session.setOwn({ ...own, screen: FakeDeviceTrack.asTrack('video') });
    room.events.emit(conferenceEvents.AV_MODERATION_REJECTED, { mediaType: 'desktop' });
    room.events.emit(conferenceEvents.AV_MODERATION_APPROVED, { mediaType: 'video' });
    expect(room.unmuted).toEqual(['desktop', 'video']);
  });

  it('thatMutedEverybodyFirst_getsThemBackWithItsWord', async () => {
    await given.session.setOwn(own);
    const room = await given.inside();
    for (const track of [...room.sent]) await track.mute();
    await vi.advanceTimersByTimeAsync(0);
    expect(room.shown()).toEqual([]);
    for (const mediaType of ['audio', 'video'])
      room.events.emit(conferenceEvents.AV_MODERATION_APPROVED, { mediaType });
    await vi.advanceTimersByTimeAsync(0);
    expect(room.shown()).toEqual(['me000000-a0', 'me000000-v0']);
  });
});

describe('a move', () => {
  it.each([
    ['to another place', { connection: 'con_2', generation: 1, room: 'other' }],
    ['of the place itself', { generation: 2, room: 'other' }],
  ])('%s hides the old room at once, and leaves it when the new one is entered', async (_what, change) => {
    await given.session.setOwn(own);
    const old = await given.inside();
    const [first] = given.deployment.connections;
    shows(old, 'ana');
    await given.session.receive({ ...frame, ...change });
    await vi.advanceTimersByTimeAsync(0);
    expect([given.session.remote(), old.shown(), old.left]).toEqual([{}, [], false]);
    const next = given.deployment.last.opens();
    await vi.advanceTimersByTimeAsync(0);
    expect([old.left, first?.ended, next.left]).toEqual([true, true, false]);
    expect(next.shown()).toEqual(['me000000-a0', 'me000000-v0']);
  });

  it('thatNeverArrives_stillLeavesTheOldRoom', async () => {
    const old = await given.inside();
    await given.session.receive({ ...frame, connection: 'con_2', room: 'other' });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(old.left).toBe(true);
  });

  it('whileTheLibraryIsStillComing_entersTheLastRoomOnly', async () => {
    let come: (found: JitsiMeetLibrary) => void = () => undefined;
    const coming = new Promise<JitsiMeetLibrary>((done) => (come = done));
    given.library = () => coming;
    void given.session.receive(frame);
    void given.session.receive({ ...frame, connection: 'con_2', room: 'other' });
    come(given.deployment.library);
    await vi.advanceTimersByTimeAsync(0);
    expect(given.deployment.connections.map(({ options }) => options.serviceUrl)).toEqual([
      'wss://meet.example.org/xmpp-websocket?room=other',
    ]);
  });
});

describe('a broken way', () => {
  const again = { type: 'media', name: 'again', connection: 'con_1' };

  it.each([
    ['being put out', (room: FakeConference) => room.events.emit(conferenceEvents.KICKED)],
    [
      'a room that is gone',
      (room) => room.events.emit(conferenceEvents.CONFERENCE_FAILED, 'conference.destroyed'),
    ],
    ['a sleep of the device', (room) => room.events.emit(conferenceEvents.SUSPEND_DETECTED)],
    ['a connection that dropped for good', () => given.deployment.last.fails()],
  ] as readonly (readonly [string, (room: FakeConference) => void])[])(
    '%s is told, once, and everybody is hidden',
    async (_what, breaks) => {
      const room = await given.inside();
      shows(room, 'ana');
      breaks(room);
      expect(given.session.remote()).toEqual({});
      await vi.advanceTimersByTimeAsync(1000);
      expect(given.told).toEqual([again]);
      expect(room.left).toBe(true);
    },
  );

  it('isAskedForEverMoreSeldom', async () => {
    await given.inside();
    given.deployment.last.fails();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(given.told.length).toBeGreaterThan(5);
    expect(given.told.length).toBeLessThan(18);
  });

  it('isForgottenWithTheNextInvitation', async () => {
    await given.inside();
    given.deployment.last.fails();
    await given.session.receive({ ...frame, connection: 'con_2', room: 'other' });
    given.deployment.last.opens();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(given.told).toEqual([]);
  });

  it('isTheFirstAgainAfterAGoodStay', async () => {
    await given.inside();
    given.deployment.last.fails();
    await vi.advanceTimersByTimeAsync(1000);
    await given.inside({ ...frame, connection: 'con_2', room: 'other' });
    await vi.advanceTimersByTimeAsync(20_000);
    given.deployment.last.fails();
    await vi.advanceTimersByTimeAsync(1000);
    expect(given.told).toHaveLength(2);
  });

  it.each(['conference.focusDisconnected', 'conference.videobridgeNotAvailable'])(
    'that the library mends by itself is left to it: %s',
    async (why) => {
      const room = await given.inside();
      room.events.emit(conferenceEvents.CONFERENCE_FAILED, why);
      await vi.advanceTimersByTimeAsync(60_000);
      expect([given.told, room.left]).toEqual([[], false]);
    },
  );

  it('isAlsoARoomThatIsNeverEntered', async () => {
    await given.session.receive(frame);
    await vi.advanceTimersByTimeAsync(21_000);
    expect(given.told).toEqual([again]);
  });

  it('isAlsoAPageThatWasPutAwayAndComesBack', async () => {
    const room = await given.inside();
    for (const action of given.gone) action();
    expect([room.left, given.deployment.last.ended]).toEqual([true, true]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(given.told).toEqual([again]);
  });
});

describe('what the person is told', () => {
  it('isNothing_whereAllIsWell', async () => {
    await given.inside();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(given.passages).toEqual([]);
  });

  it('isThatItIsSlow_andThatItIsBack', async () => {
    let come: (found: JitsiMeetLibrary) => void = () => undefined;
    given.library = () => new Promise((done) => (come = done));
    void given.session.receive(frame);
    await vi.advanceTimersByTimeAsync(6000);
    expect(given.passages).toEqual(['slow']);
    come(given.deployment.library);
    await vi.advanceTimersByTimeAsync(0);
    given.deployment.last.opens().events.emit(conferenceEvents.CONNECTION_ESTABLISHED);
    expect(given.passages).toEqual(['slow', 'open']);
  });

  it('isThatItIsBarred_onceHoweverOftenItIsTried', async () => {
    given.library = () => Promise.reject(new Error('The library did not load'));
    await given.session.receive(frame);
    await vi.advanceTimersByTimeAsync(1000);
    expect(given.told).toHaveLength(1);
    await given.session.receive({ ...frame, connection: 'con_2' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(given.passages).toEqual(['barred']);
  });

  it('isThatItIsOurFault_whereTheAddressIsForeign_andNobodyAsksForThatAgain', async () => {
    given.library = () => Promise.reject(new ForeignScript());
    await given.session.receive(frame);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([given.passages, given.told]).toEqual([['misled'], []]);
  });

  it('isThatItIsSlow_whileMediaAreInterrupted', async () => {
    const room = await given.inside();
    room.events.emit(conferenceEvents.CONNECTION_INTERRUPTED);
    await vi.advanceTimersByTimeAsync(5000);
    room.events.emit(conferenceEvents.CONNECTION_RESTORED);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(given.passages).toEqual([]);
    room.events.emit(conferenceEvents.CONNECTION_INTERRUPTED);
    await vi.advanceTimersByTimeAsync(6000);
    room.events.emit(conferenceEvents.CONNECTION_RESTORED);
    expect(given.passages).toEqual(['slow', 'open']);
  });
});
