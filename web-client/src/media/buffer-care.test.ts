import { describe, expect, it } from 'vitest';
import { BufferCare, bufferMsMax, fineLooks, wait } from './buffer-care';

const lossy = { rttMs: 300, lossDown: 5 };
const fine = { rttMs: 30, lossDown: 0 };

describe('how long pictures wait', () => {
  it.each([
    [{}, null],
    [fine, null],
    [{ rttMs: 300, lossDown: 0 }, null],
    [{ rttMs: 40, lossDown: 9 }, null],
    [{ rttMs: 120, lossDown: 1 }, 350],
    [lossy, 500],
    [{ rttMs: 2_000, lossDown: 20 }, bufferMsMax],
  ])('%j_is_%s', (line, target) => {
    expect(new BufferCare().look(line)).toBe(target);
  });

  it('isKeptThroughALuckyLook_andGivenUpAfterSome', () => {
    const care = new BufferCare();
    expect(care.look(lossy)).toBe(500);
    for (let look = 1; look < fineLooks; look++) expect(care.look(fine)).toBe(500);
    expect(care.look({ rttMs: 130, lossDown: 2 })).toBe(500);
    for (let look = 1; look < fineLooks; look++) expect(care.look(fine)).toBe(500);
    expect(care.look(fine)).toBeNull();
  });

  it('isSetAtPicturesAlone_andOnlyWhereItChanges', () => {
    const set: string[] = [];
    const receiver = (kind: string): RTCRtpReceiver => {
      let target: number | null = null;
      return {
        track: { kind },
        get jitterBufferTarget() {
          return target;
        },
        set jitterBufferTarget(next: number | null) {
          set.push(`${kind} ${next}`);
          target = next;
        },
      } as unknown as RTCRtpReceiver;
    };
    const old = { track: { kind: 'video' } } as unknown as RTCRtpReceiver;
    const receivers = [receiver('audio'), receiver('video'), old];
    for (const target of [null, 350, 350, null]) wait(receivers, target);
    expect(set).toEqual(['video 350', 'video null']);
    expect('jitterBufferTarget' in old).toBe(false);
  });
});
