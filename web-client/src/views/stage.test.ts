import { describe, expect, it } from 'vitest';
import { FakeTrack } from '../../test/media/devices-fake';
import { given, seat } from '../../test/session/given';
import type { ToldBySeat } from '../media/session';
import type { MediaView } from '../media/studio';
import type { RoomModel } from './model';
import { Awaited } from './awaited';
import { comesWithinMs } from './coming';
import { tileOf } from './stage';

const you = seat('sea_1');
const other = seat('sea_2');

function modelOf(told: ToldBySeat, change: Partial<MediaView> = {}): RoomModel {
  const track = new FakeTrack('video', 'camera') as unknown as MediaStreamTrack;
  const media: MediaView = {
    microphone: { kind: 'idle' },
    camera: { kind: 'idle' },
    microphoneWanted: true,
    cameraWanted: true,
    choice: {},
    saveData: false,
    lessAsked: false,
    audioOnly: false,
    devices: { microphones: [], cameras: [] },
    remote: { sea_2: { microphone: track, camera: track } },
    flow: {},
    told,
    line: 'good',
    pictures: true,
    passage: 'open',
    lineLow: false,
    ...change,
  };
  return {
    state: given(you, [you, other]),
    line: { kind: 'open' },
    media,
    now: 0,
    locale: 'en',
    intents: {} as RoomModel['intents'],
  };
}

function tile(
  told: ToldBySeat,
  change: Partial<MediaView> = {},
  onItsWay = false,
): ReturnType<typeof tileOf> {
  return tileOf(modelOf(told, change), other, { camera: onItsWay, microphone: onItsWay });
}

const seen = (view: ReturnType<typeof tileOf>): [boolean, string] => [view.video !== undefined, view.remark];

describe('a tile', () => {
  it('showsWhatComes', () => {
    expect(seen(tile({ sea_2: { camera: { paused: false } } }))).toEqual([true, '']);
  });

  it('saysThatTheLineHasNoRoom_andThatACameraIsOff', () => {
    expect(seen(tile({ sea_2: { camera: { paused: true, why: 'line' } } }))).toEqual([
      false,
      'picture paused',
    ]);
    expect(seen(tile({ sea_2: { camera: { paused: true, why: 'sender' } } }))).toEqual([false, 'camera off']);
  });

  it('showsWhatArrives_whateverWasLastSeenOfItsSender', () => {
    const told: ToldBySeat = { sea_2: { camera: { paused: true, why: 'sender' } } };
    expect(seen(tile(told, { flow: { sea_2: { camera: true } } }))).toEqual([true, '']);
    expect(seen(tile(told, { flow: { sea_2: { camera: false } } }))).toEqual([false, 'camera off']);
  });

  it('keepsTheLastPictureUntilItIsSaidThatItPauses', () => {
    const told: ToldBySeat = { sea_2: { camera: { paused: true, why: 'line' } } };
    const flow = { sea_2: { camera: true } };
    expect(seen(tile(told, { flow }))).toEqual([true, '']);
    expect(seen(tile(told, { flow, lineLow: true }))).toEqual([false, 'picture paused']);
  });

  it('ofALineTooBadForAnyPicture_isPaused_andNotCalledOff', () => {
    const told: ToldBySeat = { sea_2: { camera: { paused: true, why: 'wish' } } };
    expect(seen(tile(told, { lineLow: true }))).toEqual([false, 'picture paused']);
  });

  it('keepsTheLastPictureOfWhatWasOutOfSight', () => {
    const flow = { sea_2: { camera: false } };
    expect(seen(tile({ sea_2: { camera: { paused: true, why: 'wish' } } }, { flow }))).toEqual([true, '']);
  });

  it('isAskedForByItsPlace_evenWhileNothingIsSeenInIt', () => {
    expect(tile({ sea_2: { camera: { paused: true, why: 'line' } } }).track).toBeDefined();
  });

  it('whoSavesData_seesNoPicture_andIsToldSo', () => {
    const told: ToldBySeat = { sea_2: { camera: { paused: true, why: 'wish' } } };
    expect(seen(tile(told, { saveData: true }))).toEqual([false, 'saving data']);
    expect(seen(tile(told, { lessAsked: true }))).toEqual([false, 'picture left out']);
  });

  it('whoSavesData_isToldSo_alsoBeforeTheBridgeSaysIt_andWhereItSaysNothing', () => {
    expect(seen(tile({ sea_2: { camera: { paused: false } } }, { saveData: true }))).toEqual([
      false,
      'saving data',
    ]);
    expect(seen(tile({}, { saveData: true }))).toEqual([false, 'saving data']);
    const off: ToldBySeat = { sea_2: { camera: { paused: true, why: 'sender' } } };
    expect(seen(tile(off, { saveData: true }))).toEqual([false, 'camera off']);
  });

  it('ofACameraThatMayStillCome_saysNothing', () => {
    const nothing: ToldBySeat = { sea_2: { camera: { paused: true, why: 'sender' } } };
    expect(seen(tile(nothing, {}, true))).toEqual([false, '']);
    expect(seen(tile({}, { remote: {} }, true))).toEqual([false, '']);
    expect(seen(tile({}, { flow: { sea_2: { camera: false } } }, true))).toEqual([false, '']);
    expect(seen(tile({ sea_2: { camera: { paused: true, why: 'line' } } }, {}, true))).toEqual([
      false,
      'picture paused',
    ]);
  });

  it('inAnAudioSession_missesNobodysCamera', () => {
    const told: ToldBySeat = { sea_2: { camera: { paused: true, why: 'rights' } } };
    expect(seen(tile(told, { audioOnly: true }))).toEqual([false, '']);
    expect(seen(tile({}, { audioOnly: true }))).toEqual([false, '']);
    expect(tile({}, { audioOnly: true }).track).toBeUndefined();
  });

  it('aMicrophoneThatIsOpenWhileOthersAreLouder_isNotCalledOff', () => {
    const flow = { sea_2: { microphone: false } };
    expect(tile({ sea_2: { microphone: { paused: true } } }, { flow }).muted).toBe(false);
    expect(tile({}, { flow }).muted).toBe(true);
  });

  it('aMicrophoneThatMayStillCome_isNotCalledOff', () => {
    expect(tile({}, { flow: { sea_2: { microphone: false } } }, true).muted).toBe(false);
    expect(tile({}, { remote: {} }, true).muted).toBe(false);
    expect(tile({}, { remote: {} }).muted).toBe(true);
  });

  it('ofWhoWasSeenWhileAnotherViewWasShown_isMutedAndOffAtOnce', () => {
    const told: ToldBySeat = { sea_2: { camera: { paused: true, why: 'sender' } } };
    const closed = modelOf(told, { flow: { sea_2: { microphone: false } } });
    const awaited = new Awaited();
    awaited.look(closed, 0);
    const early = tileOf(closed, other, awaited.of('sea_2', 1));
    expect([early.muted, early.remark]).toEqual([false, '']);
    // The room looks also while it shows no stage.
    awaited.look(closed, comesWithinMs);
    const back = tileOf(closed, other, awaited.of('sea_2', comesWithinMs));
    expect([back.muted, back.remark]).toEqual([true, 'camera off']);
  });

  it('whereTheBridgeSaysNothing_isShownByWhatArrives', () => {
    expect(seen(tile({}, { flow: { sea_2: { camera: false } } }))).toEqual([false, 'camera off']);
    expect(seen(tile({}))).toEqual([true, '']);
  });
});
