import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode } from '../session/features';
import { encode, frameCharactersMax } from './codec';
import { MalformedFrame } from './read';

const folder = new URL('./golden/', import.meta.url);
const golden = readdirSync(folder).map(
  (name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const,
);

function frame(name: string): ReturnType<typeof decode> {
  return decode(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
}

const room = JSON.parse(readFileSync(new URL('media-room.json', folder), 'utf8')) as Record<
  string,
  unknown
> & {
  readonly deployment: object;
};

describe('golden frames', () => {
  it.each(golden)('%s is read', (_name, text) => {
    expect(decode(text).type).toBe((JSON.parse(text) as { type: string }).type);
  });

  it('welcomeOfAWaitingSeat_hasItsQueueAndNobodyElse', () => {
    expect(frame('welcome-waiting')).toMatchObject({
      queue: { position: 2 },
      seats: [],
      relays: { iceServers: [], relayOnly: false },
      resumed: false,
    });
  });

  it('aSignOut_isToldFromATokenThatEnded_andIsWarnedOf', () => {
    expect(frame('bye-signed-out')).toMatchObject({ code: 'expired', reason: 'signed-out' });
    expect(frame('bye')).not.toHaveProperty('reason');
    expect(frame('signal-idle')).toEqual({ type: 'signal', signal: { name: 'idle', secondsLeft: 60 } });
    expect(encode({ type: 'here' })).toBe('{"type":"here"}');
  });

  it('welcomeOutside_saysWhetherCamerasAreUsed', () => {
    expect(frame('welcome-away')).toMatchObject({ you: { video: 'off' }, session: { policy: {} } });
    expect(frame('welcome-inside')).toMatchObject({ session: { policy: { video: 'auto' } } });
  });

  it('welcomeInside_hasSeatsGrantsAndLease', () => {
    expect(frame('welcome-inside')).toMatchObject({
      resumed: true,
      you: { lease: { until: '2026-11-19T11:24:00Z' }, held: false },
      seats: [{ displayName: 'Lena', hand: { order: 1 }, grants: { camera: false } }],
      relays: {
        iceServers: [
          { urls: ['stun:relay.example'] },
          {
            urls: ['turn:relay.example?transport=udp', 'turns:relay.example:443?transport=tcp'],
            username: '1795622400:Jm2cQ8vT0aXb5LrYk7WnEg',
            credential: 'vm53Ih8xY78FZ7e+UADGykxagvU=',
          },
        ],
        relayOnly: true,
      },
      session: { policy: { share: 'request', chat: 'everyone' }, durationMinutes: 90 },
    });
  });

  it('offer_keepsOwnAndSourcesByMid', () => {
    expect(frame('media-offer')).toMatchObject({
      own: { camera: '1' },
      sources: { '4': { seat: 'sea_2', kind: 'camera' } },
    });
  });

  it('offerThatAsksForLayers_saysOfWhichSources', () => {
    expect(frame('media-offer-in-layers')).toMatchObject({ layered: ['camera'] });
    expect(frame('media-offer')).toMatchObject({ layered: [] });
  });

  it('whatIsSent_keepsHeightsAndWhys', () => {
    expect(frame('media-sent')).toMatchObject({
      sources: { '4': { height: 180, paused: false, why: 'line' }, '6': { height: 360, paused: false } },
      estimateKbps: 310,
    });
  });

  it('whatIsSent_ofABridgeThatDoesNotSayWhatTheLineCarries_saysNothingOfIt', () => {
    expect(frame('media-sent-unmeasured')).not.toHaveProperty('estimateKbps');
  });

  it('demand_keepsTheNumberOfLayers', () => {
    expect(frame('media-demand')).toMatchObject({ layers: { camera: 2, screen: 1 } });
  });

  it('room_keepsItsDeployment_whatMayBeSent_andWhoIsWho', () => {
    expect(frame('media-room')).toEqual({
      type: 'media',
      name: 'room',
      connection: 'con_1',
      generation: 2,
      deployment: {
        script: 'https://meet.example.org/libs/lib-jitsi-meet.min.js',
        service: 'wss://meet.example.org/xmpp-websocket',
        domain: 'meet.example.org',
        muc: 'conference.meet.example.org',
      },
      room: 'q7v2k3n5d6h8j9m4',
      token: 'header.payload.signature',
      send: ['microphone', 'camera'],
      people: { '9f2c': 'sea_2' },
    });
  });

  it('roomOfANewerServer_isRead_withoutWhatNobodyAskedFor', () => {
    const newer = { ...room, colour: 'green', deployment: { ...room.deployment, region: 'north' } };
    expect(decode(JSON.stringify(newer))).toEqual(frame('media-room'));
  });

  it('checkIn_carriesItem9ForStaff', () => {
    expect(frame('event-check-in')).toMatchObject({
      event: { checkIn: { scores: { phq9: { total: 1, band: 'minimal', item9: 1 } }, location: 'Tacoma' } },
    });
  });

  it('consents_areReadWithTheirWordsAndWithWhatWasAccepted', () => {
    const accepted = { consent: 'cns_1', version: 2, language: 'es', acceptedAt: '2026-11-19T11:24:00Z' };
    expect(frame('event-check-in')).toMatchObject({ event: { checkIn: { consents: [accepted] } } });
    expect(frame('event-check-in-self')).toMatchObject({ event: { consents: [accepted] } });
    expect(frame('event-consent-withdrawn')).toMatchObject({ event: { seat: 'sea_1', consent: 'cns_1' } });
    expect(frame('welcome-away')).toMatchObject({
      extras: { consents: [{ consent: 'cns_1', version: 2, texts: { en: 'I agree.', es: 'De acuerdo.' } }] },
    });
  });

  it('hold_isToldToWhoIsHeld_withoutWhy', () => {
    expect(frame('event-seat-held-self')).toMatchObject({ event: { seat: 'sea_1', on: true, heldFor: [] } });
    expect(frame('event-check-in-self')).toMatchObject({ event: { seat: 'sea_1', held: true } });
  });

  it('anEventOfANewerServer_isUnknown_notAnError', () => {
    expect(frame('event-of-a-newer-server')).toMatchObject({
      seq: 47,
      event: { name: 'unknown', wireName: 'something-new' },
    });
  });
});

describe('a malformed frame', () => {
  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['null', 'null'],
    ['an unknown type', '{"type":"gossip"}'],
    ['a text for a number', '{"type":"event","seq":"1","at":"x","name":"session-opened"}'],
    ['an unknown reject code', '{"type":"reject","id":"1","code":"because"}'],
    ['an unknown bye', '{"type":"bye","code":"ciao"}'],
    [
      'an unknown source',
      '{"type":"media","name":"offer","connection":"c","generation":1,"sdp":"","sources":{"1":{"seat":"s","kind":"smell"}}}',
    ],
    [
      'an unknown role',
      '{"type":"event","seq":1,"at":"x","name":"role-changed","data":{"seat":"s","role":"host"}}',
    ],
    ['too long a frame', ' '.repeat(frameCharactersMax + 1)],
    ['a room without a token', JSON.stringify({ ...room, token: undefined })],
    ['a room without people', JSON.stringify({ ...room, people: undefined })],
    ['a room whose people are numbers', JSON.stringify({ ...room, people: { '9f2c': 2 } })],
    ['a room where a smell may be sent', JSON.stringify({ ...room, send: ['smell'] })],
    ['a room of nowhere', JSON.stringify({ ...room, deployment: 'meet.example.org' })],
    [
      'a room of a deployment without a script',
      JSON.stringify({ ...room, deployment: { ...room.deployment, script: undefined } }),
    ],
  ])('%s is refused', (_what, text) => expect(() => decode(text)).toThrow(MalformedFrame));

  it('isNamedWithoutItsContent', () => {
    expect(() => decode('{"type":"bye","code":"Ana Lopez"}')).toThrow(/^((?!Ana).)*$/u);
  });
});

it('a command is written flat, as the contract has it', () => {
  const text = encode({ type: 'command', id: 'c1', name: 'admit', args: { seats: ['sea_1'] } });
  expect(JSON.parse(text)).toEqual({ type: 'command', id: 'c1', name: 'admit', args: { seats: ['sea_1'] } });
});

it('a broken way into a room is told by its connection', () => {
  expect(JSON.parse(encode({ type: 'media', name: 'again', connection: 'con_1' }))).toEqual({
    type: 'media',
    name: 'again',
    connection: 'con_1',
  });
});
