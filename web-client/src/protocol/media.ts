import type {
  DemandFrame,
  Deployment,
  MediaFrame,
  OfferFrame,
  RoomFrame,
  SentFrame,
  SourceKind,
  Why,
} from './frames';
import {
  MalformedFrame,
  flag,
  list,
  number,
  object,
  oneOf,
  optionalNumber,
  optionalText,
  text,
  texts,
  type Fields,
} from './read';

/** Readers of the frames about media. */

const kinds: readonly SourceKind[] = ['microphone', 'camera', 'screen'];
const whys: readonly Why[] = ['line', 'wish', 'sender', 'rights'];

export function readMedia(frame: Fields): MediaFrame {
  const connection = text(frame, 'connection');
  switch (text(frame, 'name')) {
    case 'closed':
      return { type: 'media', name: 'closed', connection };
    case 'offer':
      return readOffer(frame, connection);
    case 'room':
      return readRoom(frame, connection);
    case 'sent':
      return readSent(frame, connection);
    case 'demand':
      return readDemand(frame, connection);
    default:
      throw new MalformedFrame('name', 'offer, room, sent, demand or closed');
  }
}

function readSent(frame: Fields, connection: string): SentFrame {
  const sources = object(frame['sources'], 'sources');
  return {
    type: 'media',
    name: 'sent',
    connection,
    sources: Object.fromEntries(
      Object.entries(sources).map(([mid, value]) => {
        const source = object(value, `sources/${mid}`);
        return [
          mid,
          {
            height: number(source, 'height'),
            paused: flag(source, 'paused'),
            ...(source['why'] === undefined ? {} : { why: oneOf(source, 'why', whys) }),
          },
        ];
      }),
    ),
    ...optionalNumber(frame, 'estimateKbps'),
  };
}

function readDemand(frame: Fields, connection: string): DemandFrame {
  const layers = object(frame['layers'], 'layers');
  return {
    type: 'media',
    name: 'demand',
    connection,
    layers: Object.assign({}, ...kinds.map((kind) => optionalNumber(layers, kind))) as Partial<
      Record<SourceKind, number>
    >,
  };
}

function readRoom(frame: Fields, connection: string): RoomFrame {
  const people = object(frame['people'], 'people');
  return {
    type: 'media',
    name: 'room',
    connection,
    generation: number(frame, 'generation'),
    deployment: readDeployment(frame['deployment']),
    room: text(frame, 'room'),
    token: text(frame, 'token'),
    send: list(frame, 'send', (value, field) => oneOf({ [field]: value }, field, kinds)),
    people: Object.fromEntries(Object.keys(people).map((identity) => [identity, text(people, identity)])),
  };
}

function readDeployment(value: unknown): Deployment {
  const deployment = object(value, 'deployment');
  return {
    script: text(deployment, 'script'),
    service: text(deployment, 'service'),
    domain: text(deployment, 'domain'),
    muc: text(deployment, 'muc'),
  };
}

function readOffer(frame: Fields, connection: string): OfferFrame {
  const own = frame['own'] === undefined ? {} : object(frame['own'], 'own');
  const sources = frame['sources'] === undefined ? {} : object(frame['sources'], 'sources');
  return {
    type: 'media',
    name: 'offer',
    connection,
    generation: number(frame, 'generation'),
    sdp: text(frame, 'sdp'),
    own: Object.assign({}, ...kinds.map((kind) => optionalText(own, kind))) as Partial<
      Record<SourceKind, string>
    >,
    sources: Object.fromEntries(
      Object.entries(sources).map(([mid, value]) => {
        const source = object(value, `sources/${mid}`);
        return [
          mid,
          {
            seat: text(source, 'seat'),
            kind: oneOf(source, 'kind', kinds),
          },
        ];
      }),
    ),
    layered: kinds.filter((kind) => frame['layered'] !== undefined && texts(frame, 'layered').includes(kind)),
  };
}
