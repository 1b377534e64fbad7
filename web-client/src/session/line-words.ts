import type { HealthSummary } from '../protocol/frames';

const concealedHeard = 5;
const frozenSeen = 10;

/** How a line is, for staff: what it does to sound and pictures, then the figures. */
export function lineWords({
  rttMs,
  lossUp,
  lossDown,
  estimateKbps,
  audio,
  video,
  path,
}: HealthSummary): string {
  const said = [
    (audio?.concealedPercent ?? 0) >= concealedHeard ? 'sound breaks up' : '',
    (video?.frozenPercent ?? 0) >= frozenSeen ? 'pictures stand still' : '',
    rttMs === undefined ? '' : `${rttMs} ms`,
    ...lossWords(lossUp ?? 0, lossDown ?? 0),
    estimateKbps === undefined ? '' : `carries ${estimateKbps} kbit/s`,
    video?.height === undefined ? '' : `pictures of ${video.height} lines`,
    path === undefined || path === 'udp' ? '' : pathWords[path],
  ];
  return said.filter((word) => word !== '').join(', ');
}

const pathWords = { tcp: 'over TCP', tls: 'over TLS', relay: 'over a relay' } as const;

function lossWords(up: number, down: number): string[] {
  return [up > 0 ? `${up} % lost from them` : '', down > 0 ? `${down} % lost to them` : ''];
}
