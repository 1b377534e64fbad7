import { describe, expect, it } from 'vitest';
import { brief } from './answers';

const transport = 'a=ice-ufrag:abcd\r\na=ice-pwd:efgh\r\na=fingerprint:sha-256 AA\r\na=setup:active\r\n';
const session = 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n';
const first = `m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n${transport}a=sendonly\r\n`;

function second(more: string): string {
  return `m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\n${more}a=recvonly\r\n`;
}

describe('brief', () => {
  it('ofOneTransport_saysItOnce', () => {
    expect(brief(session + first + second(transport))).toBe(session + first + second(''));
  });

  it('ofAnotherTransport_keepsIt', () => {
    const other = transport.replaceAll('abcd', 'wxyz');
    expect(brief(session + first + second(other))).toBe(session + first + second('a=ice-ufrag:wxyz\r\n'));
  });

  it.each(['', session, session + first])('ofNothingRepeated_staysAsItIs (%#)', (sdp) => {
    expect(brief(sdp)).toBe(sdp);
  });
});
