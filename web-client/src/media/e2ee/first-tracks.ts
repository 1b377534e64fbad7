import type { SourceKind } from '../../protocol/frames';
import type { Sealer } from '../session';
import { leadSender } from './leading';

interface Wanted {
  readonly kind: SourceKind;
  readonly track: MediaStreamTrack | undefined;
}

/**
 * What the senders of one connection are given to send. In an encrypted session that is at first a copy of the track that is
 * black or silent; the track itself comes once the worker has seen a frame of that sender. So nobody is seen or heard by a
 * sender that a browser lets pass by its transform. Each sender is told one thing after the other, and the last thing wanted
 * holds.
 */
export class FirstTracks {
  private readonly wanted = new Map<RTCRtpSender, Wanted>();
  private readonly copies = new Map<RTCRtpSender, MediaStreamTrack>();
  private readonly turns = new Map<RTCRtpSender, Promise<void>>();
  private over = false;

  constructor(private readonly sealer: () => Sealer) {}

  give(sender: RTCRtpSender, kind: SourceKind, track: MediaStreamTrack | undefined): Promise<void> {
    leadSender(this.sealer(), sender, kind);
    this.wanted.set(sender, { kind, track });
    return this.turn(sender);
  }

  /** The connection ends: a copy would keep its device on. */
  end(): void {
    this.over = true;
    for (const copy of this.copies.values()) copy.stop();
    this.copies.clear();
  }

  private turn(sender: RTCRtpSender): Promise<void> {
    const turn = (this.turns.get(sender) ?? Promise.resolve()).then(() => this.bring(sender));
    this.turns.set(
      sender,
      turn.catch(() => undefined),
    );
    return turn;
  }

  private async bring(sender: RTCRtpSender): Promise<void> {
    const wanted = this.wanted.get(sender);
    if (wanted === undefined) return;
    const sealer = this.sealer();
    const track = leadSender(sealer, sender, wanted.kind) ? (wanted.track ?? null) : null;
    if (track === null || sealer === 'plain' || sealer === 'broken' || sealer.isProven(sender)) {
      if (sender.track !== track) await sender.replaceTrack(track);
      this.drop(sender);
      return;
    }
    if (this.over || this.copies.get(sender)?.readyState === 'live') return;
    const copy = track.clone();
    copy.enabled = false;
    this.drop(sender);
    this.copies.set(sender, copy);
    await sender.replaceTrack(copy);
    void sealer
      .proof(sender)
      .then(() => (this.over ? undefined : this.turn(sender)))
      .catch(() => undefined);
  }

  private drop(sender: RTCRtpSender): void {
    this.copies.get(sender)?.stop();
    this.copies.delete(sender);
  }
}
