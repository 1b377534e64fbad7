import { describe, expect, it } from 'vitest';
import { route } from './peers';

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
