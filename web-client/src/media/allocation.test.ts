import { describe, expect, it } from 'vitest';
import { allocation, heightFor, screensAlone } from './allocation';
import { layersAmong } from './layers';

describe('what a bridge is asked to send', () => {
  it('whereNoCamerasAreWanted_screensAloneAreSent', () => {
    expect(
      screensAlone([
        { label: 'b-v0', height: 700, screen: false },
        { label: 'a-v1', height: 900, screen: true },
      ]),
    ).toMatchObject({ defaultConstraints: { maxHeight: 0 }, constraints: { 'a-v1': { maxHeight: 2160 } } });
  });

  it.each([
    [0, 180],
    [180, 180],
    [181, 360],
    [500, 720],
    [4000, 720],
  ])('aTileOf%iPixels_wantsAPictureOf%i', (shown, wanted) => {
    expect(heightFor(shown)).toBe(wanted);
  });

  it('aScreen_isSelectedAndOnStage_facesGetTheSizeOfTheirTile', () => {
    expect(
      allocation(
        [
          { label: 'b-v0', height: 100, screen: false },
          { label: 'a-v1', height: 900, screen: true },
          { label: 'a-v0', height: 700, screen: false },
        ],
        180,
      ),
    ).toEqual({
      lastN: -1,
      selectedSources: ['a-v1'],
      onStageSources: ['a-v0', 'a-v1'],
      defaultConstraints: { maxHeight: 180 },
      constraints: { 'a-v0': { maxHeight: 720 }, 'a-v1': { maxHeight: 2160 }, 'b-v0': { maxHeight: 180 } },
    });
  });
});

describe('layers', () => {
  it('areToldSmallestFirst_withTheirRepairs', () => {
    expect(
      layersAmong([
        { type: 'outbound-rtp', ssrc: 3, rtxSsrc: 13, rid: '3', encodingIndex: 2 },
        { type: 'remote-inbound-rtp', ssrc: 9 },
        { type: 'outbound-rtp', ssrc: 1, rtxSsrc: 11, rid: '1', encodingIndex: 0 },
        { type: 'outbound-rtp', ssrc: 2, rid: '2', encodingIndex: 1 },
      ]),
    ).toEqual([{ stream: 1, repair: 11 }, { stream: 2 }, { stream: 3, repair: 13 }]);
  });

  it('aSourceOfOneSize_hasNone', () => {
    expect(layersAmong([{ type: 'outbound-rtp', ssrc: 3, rtxSsrc: 13 }])).toEqual([]);
  });
});
