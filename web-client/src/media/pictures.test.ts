import { describe, expect, it } from 'vitest';
import { takesPictures } from './pictures';

const audio = 'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n';
const taken = 'm=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n';
const rejected = 'm=video 0 UDP/TLS/RTP/SAVPF 0\r\na=ice-ufrag:own\r\n';

describe('an answer', () => {
  it('thatRejectsEveryPicture_takesNone', () => {
    expect(takesPictures(audio + rejected + rejected)).toBe(false);
  });

  it.each([audio, audio + taken, audio + rejected + taken, audio.replaceAll('\r\n', '\n') + taken])(
    'thatTakesSomeOrWasOfferedNone_takesPictures (%#)',
    (sdp) => {
      expect(takesPictures(sdp)).toBe(true);
    },
  );
});
