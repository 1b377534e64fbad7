import type { RoomFrame } from '../protocol/frames';
import type { ConferenceOptions, ConnectionOptions } from './jitsimeet-library';

/** How a deployment is spoken with. The library reads these flat; wrapped into anything they count for nothing. */
export function connectionOptions({ deployment, room }: RoomFrame): ConnectionOptions {
  return {
    hosts: { domain: deployment.domain, muc: deployment.muc },
    serviceUrl: serviceOf(deployment.service, room),
    websocketKeepAlive: -1,
    enableWebsocketResume: true,
    p2p: { stunServers: [] },
    analytics: { rtcstatsEnabled: false },
  };
}

/** What a room is entered with; nobody has a name there. */
export function conferenceOptions(): ConferenceOptions {
  return {
    // Without this word two people would go around the bridge, and around what it enforces.
    p2p: { enabled: false },
    // The library would make up a human name otherwise.
    statisticsId: crypto.randomUUID(),
    disableLocalStatsBroadcast: true,
    e2ee: { disabled: true },
    e2eping: { enabled: false },
    analytics: { rtcstatsEnabled: false },
  };
}

function serviceOf(service: string, room: string): string {
  const address = new URL(service);
  address.searchParams.set('room', room);
  return address.href;
}
