import { nothing } from 'lit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeTrack } from '../../test/media/devices-fake';
import { given, seat } from '../../test/session/given';
import type { Capture } from '../media/devices';
import { cameraOn } from '../media/own-state';
import type { MediaView } from '../media/studio';
import { cameraControl, microphoneControl, shareControl } from './controls';
import { devicesWords } from './device-settings';
import type { RoomModel } from './model';
import { personActions } from './person-actions';

const you = seat('sea_1');

function model(change: Partial<MediaView>): RoomModel {
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
    remote: {},
    flow: {},
    told: {},
    line: 'good',
    pictures: true,
    passage: 'open',
    lineLow: false,
    ...change,
  };
  return {
    state: given(you, [you]),
    line: { kind: 'open' },
    media,
    now: 0,
    locale: 'en',
    intents: {} as RoomModel['intents'],
  };
}

/** All words of a template, also those of attributes. */
function words(template: unknown): string {
  return JSON.stringify(template);
}

function on(interrupted = false): Capture {
  const track = new FakeTrack('audio', 'built-in') as unknown as MediaStreamTrack;
  return interrupted ? { kind: 'on', track, interrupted: true } : { kind: 'on', track };
}

const nothings: readonly Capture[] = [
  { kind: 'idle' },
  { kind: 'asking' },
  { kind: 'off' },
  { kind: 'trouble', trouble: 'missing' },
  { kind: 'trouble', trouble: 'busy' },
  { kind: 'trouble', trouble: 'denied' },
  { kind: 'trouble', trouble: 'policy' },
  on(true),
];

afterEach(() => vi.unstubAllGlobals());

describe('the state that a control shows', () => {
  it.each(nothings.map((capture) => [JSON.stringify(capture), capture] as const))(
    'withoutAnythingThatComes_isOff: %s',
    (_name, capture) => {
      expect(words(microphoneControl(model({ microphone: capture })))).toContain('"Unmute"');
      expect(words(cameraControl(model({ camera: capture })))).toContain('"Start camera"');
    },
  );

  it('ofATrackThatGivesSomething_isOn', () => {
    expect(words(microphoneControl(model({ microphone: on() })))).toContain('"Mute"');
    expect(words(cameraControl(model({ camera: on() })))).toContain('"Stop camera"');
  });

  it('ofACameraInABrowserWithoutTheCodec_isOff_andSaysWhy', () => {
    const shown = words(cameraControl(model({ camera: on(), pictures: false })));
    expect(shown).toContain('"Start camera"');
    expect(shown).toContain('cannot send a picture here');
  });

  it('inAnAudioSession_isNoCameraAtAll', () => {
    expect(cameraControl(model({ camera: on(), audioOnly: true }))).toBe(nothing);
    const other = seat('sea_2', { grants: { microphone: true, camera: false, chat: true } });
    const labels = (audioOnly: boolean): string =>
      personActions(model({ audioOnly }), other, () => undefined)
        .map(({ label }) => label)
        .join();
    expect(labels(false)).toContain('camera');
    expect(labels(true)).not.toContain('camera');
    expect(devicesWords({ audioOnly: true })).toBe('Sound');
    expect(cameraOn(model({ camera: on(), audioOnly: true }).media)).toBe(false);
  });

  it('missingOne_saysSo', () => {
    const missing: Capture = { kind: 'trouble', trouble: 'missing' };
    expect(words(microphoneControl(model({ microphone: missing })))).toContain('We find no microphone');
  });

  it('sharingWhereTheBrowserCannot_saysSo', () => {
    vi.stubGlobal('navigator', { mediaDevices: {} });
    expect(words(shareControl(model({})))).toContain('This browser cannot share a screen');
  });
});
