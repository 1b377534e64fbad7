import type { RemoteSource, SourceKind } from '../../protocol/frames';
import type { Sealer } from '../session';

/** How lines of a peer connection are led through the worker; where that fails, nothing passes by them. */

/** Whether the sender may get a track: in a plain session always, in an encrypted one once its transform stands. */
export function leadSender(sealer: Sealer, sender: RTCRtpSender, kind: SourceKind): boolean {
  if (sealer === 'plain') return true;
  if (sealer === 'broken') return false;
  try {
    sealer.leadSender(sender, kind);
    return true;
  } catch {
    return false;
  }
}

/** Stops each sender that a browser lets pass by the worker, or of which nothing can be said; whether there was one. */
export async function stopStrays(sealer: Sealer, pc: RTCPeerConnection): Promise<boolean> {
  if (sealer === 'plain') return false;
  let strayed = false;
  for (const sender of pc.getSenders()) {
    if (sender.track === null) continue;
    if (sealer !== 'broken' && (await sealer.isLed(sender).catch(() => false))) continue;
    strayed = true;
    await sender.replaceTrack(null);
  }
  return strayed;
}

/**
 * Leads what comes by a line; of a source that nobody named nothing opens.
 *
 * @returns whether anything may come by it; one that cannot be led is stopped
 */
export function leadReceiver(
  sealer: Sealer,
  transceiver: RTCRtpTransceiver,
  sources: Readonly<Record<string, RemoteSource>>,
): boolean {
  if (sealer === 'plain') return true;
  const { receiver, mid } = transceiver;
  const source = mid === null ? undefined : sources[mid];
  const kind = source?.kind ?? (receiver.track.kind === 'audio' ? 'microphone' : 'camera');
  try {
    if (sealer === 'broken') throw new Error('No worker');
    sealer.leadReceiver(receiver, kind, source?.seat ?? '');
    return true;
  } catch {
    receiver.track.enabled = false;
    transceiver.direction = 'inactive';
    return false;
  }
}

/**
 * An offer without sound that is sent twice (RFC 2198): a bridge takes the repetition off for thin lines, for which it has to
 * read what it may not in an encrypted session.
 */
export function withoutTwice(sdp: string): string {
  const twice = [...sdp.matchAll(/^a=rtpmap:(\d+) red\//gimu)].map(([, payload = '']) => payload);
  return [...new Set(twice)].reduce(
    (text, payload) =>
      text
        .replace(new RegExp(`^a=(?:rtpmap|fmtp|rtcp-fb):${payload} .*\\r?\\n`, 'gmu'), '')
        .replace(new RegExp(`^(m=audio .*?) ${payload}(?= |\\r?$)`, 'gmu'), '$1'),
    sdp,
  );
}
