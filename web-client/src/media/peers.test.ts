import { describe, expect, it } from 'vitest';
import { route, sharedLines } from './peers';

describe('the way of a connection', () => {
  it('withoutRelays_isAnyThatLeadsToTheBridge', () => {
    expect(route({ iceServers: [], relayOnly: false })).toEqual({
      iceServers: [],
      iceTransportPolicy: 'all',
    });
  });

  it('underRelayOnly_isTheRelayAlone_withTheCredentialsOfTheWelcome', () => {
    const server = { urls: ['turn:relay.example'], username: '1795622400:id', credential: 'proof' };
    expect(route({ iceServers: [server], relayOnly: true })).toEqual({
      iceServers: [server],
      iceTransportPolicy: 'relay',
    });
  });
});

describe('the lines of an offer on which the bridge sends too', () => {
  const sdp = (...directions: string[]): string =>
    [
      'v=0',
      's=-',
      ...directions.flatMap((direction, mid) => ['m=video 9 X 96', `a=mid:${mid}`, `a=${direction}`]),
    ]
      .map((line) => `${line}\r\n`)
      .join('');

  it('areThoseThatItHasBothWays', () => {
    expect([...sharedLines(sdp('sendrecv', 'recvonly', 'sendrecv', 'sendonly', 'inactive'))]).toEqual([
      '0',
      '2',
    ]);
  });

  it('areNone_whereItOnlyReceives', () => {
    expect([...sharedLines(sdp('recvonly', 'inactive', 'sendonly'))]).toEqual([]);
  });
});
