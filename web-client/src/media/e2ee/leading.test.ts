import { describe, expect, it } from 'vitest';
import type { Sealer } from '../session';
import { leadReceiver, leadSender, stopStrays, withoutTwice } from './leading';

const refusing = {
  leadSender: () => {
    throw new Error('No transform');
  },
  leadReceiver: () => {
    throw new Error('No transform');
  },
  isLed: () => Promise.resolve(false),
  isProven: () => false,
  proof: () => new Promise<void>(() => undefined),
} satisfies Sealer;

function line(): RTCRtpTransceiver & { readonly receiver: { track: { enabled: boolean } } } {
  return {
    mid: '3',
    direction: 'recvonly',
    receiver: { track: { kind: 'video', enabled: true } },
  } as unknown as RTCRtpTransceiver & { readonly receiver: { track: { enabled: boolean } } };
}

describe('an offer of an encrypted session', () => {
  it('hasNoSoundTwice', () => {
    const sdp = (payloads: string, red: string): string =>
      `v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF ${payloads}\r\na=mid:0\r\na=rtpmap:111 opus/48000/2\r\n${red}a=recvonly\r\n`;
    const red = 'a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\na=rtcp-fb:63 transport-cc\r\n';
    expect(withoutTwice(sdp('63 111', red))).toBe(sdp('111', ''));
    expect(withoutTwice(sdp('111 63', red))).toBe(sdp('111', ''));
    expect(withoutTwice(sdp('111', ''))).toBe(sdp('111', ''));
  });
});

describe('a line of an encrypted session', () => {
  it('whoseSenderCannotBeLed_getsNoTrack', () => {
    expect(leadSender(refusing, {} as RTCRtpSender, 'camera')).toBe(false);
    expect(leadSender('broken', {} as RTCRtpSender, 'camera')).toBe(false);
    expect(leadSender('plain', {} as RTCRtpSender, 'camera')).toBe(true);
  });

  it('whoseReceiverCannotBeLed_isStopped', () => {
    for (const sealer of [refusing, 'broken'] as const) {
      const stopped = line();
      expect(leadReceiver(sealer, stopped, { 3: { seat: 'ana', kind: 'camera' } })).toBe(false);
      expect(stopped.direction).toBe('inactive');
      expect(stopped.receiver.track.enabled).toBe(false);
    }
  });

  it('ofNobodyWhoWasNamed_isLedAsOfNobody', () => {
    const seats: string[] = [];
    const sealer: Sealer = { ...refusing, leadReceiver: (_receiver, _kind, seat) => void seats.push(seat) };
    leadReceiver(sealer, line(), {});
    leadReceiver(sealer, line(), { 3: { seat: 'ana', kind: 'camera' } });
    expect(seats).toEqual(['', 'ana']);
  });

  it('whosePacketsTheWorkerNeverSaw_losesItsTrack', async () => {
    const tracks: unknown[] = [];
    const sender = { track: {}, replaceTrack: (track: unknown) => Promise.resolve(void tracks.push(track)) };
    const pc = { getSenders: () => [sender, { track: null }] } as unknown as RTCPeerConnection;
    expect(await stopStrays(refusing, pc)).toBe(true);
    expect(tracks).toEqual([null]);
    expect(await stopStrays({ ...refusing, isLed: () => Promise.resolve(true) }, pc)).toBe(false);
    expect(await stopStrays('plain', pc)).toBe(false);
    const silent: Sealer = { ...refusing, isLed: () => Promise.reject(new Error('No answer')) };
    expect(await stopStrays(silent, pc)).toBe(true);
  });
});
