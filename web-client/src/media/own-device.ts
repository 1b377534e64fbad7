import { isOn, troubleOf, type Capture, type Trouble } from './devices';

export type What = 'microphone' | 'camera';

/** What happened to a microphone or camera without its owner's doing. */
export type DeviceNews =
  /** Another device does its work now. */
  | { readonly kind: 'next'; readonly what: What; readonly label: string }
  /** It is not there any more, and nothing stands in for it. */
  | { readonly kind: 'gone'; readonly what: What; readonly trouble: Trouble }
  /** The system gives nothing of it for now: a call, a lock, another app. */
  | { readonly kind: 'interrupted'; readonly what: What }
  /** The same device gives something again. */
  | { readonly kind: 'resumed'; readonly what: What };

interface Around {
  readonly open: () => Promise<MediaStreamTrack>;
  readonly forbidden: () => boolean;
  /** False where nobody wants it open any more. */
  readonly wanted: () => boolean;
  /** The device that the person chose, if they chose one. */
  readonly chosen: () => string | undefined;
  /** What is captured is another now: show it, and send it or stop sending it. */
  readonly changed: (capture: Capture) => void;
  readonly news: (news: DeviceNews) => void;
}

/** A device that ends again and again is not opened without end. */
export const reopenedMax = 3;

/**
 * One microphone or camera. What it says of itself is the state of its track: one that ended is not on, and the next
 * device is opened by itself (W3C Media Capture, 4.3.1 and 9.2).
 */
export class OwnDevice {
  private capture: Capture = { kind: 'idle' };
  private turn = 0;
  private reopened = 0;

  constructor(
    private readonly what: What,
    private readonly around: Around,
  ) {}

  current(): Capture {
    return this.capture;
  }

  /** Opens it, or opens it anew. A camera is let go first: many systems give it to one at a time. */
  async open(): Promise<void> {
    this.reopened = 0;
    await this.openNow();
  }

  /** Stops it, which puts a camera's light out. */
  off(kind: 'off' | 'idle' = 'off'): void {
    this.turn += 1;
    const old = this.capture;
    this.set({ kind });
    stop(old);
  }

  /** Devices came or went. Whoever lost theirs gets the next one, whoever chose one gets that one back. */
  async devicesChanged(present: readonly string[]): Promise<void> {
    this.reopened = 0;
    if (!this.around.wanted()) return;
    const { capture } = this;
    if (capture.kind === 'trouble') {
      if (present.length > 0 && capture.trouble !== 'denied' && capture.trouble !== 'policy')
        await this.replace();
      return;
    }
    if (capture.kind !== 'on') return;
    const used = capture.track.getSettings().deviceId;
    const chosen = this.around.chosen();
    // Where the browser tells no ids there is nothing to compare; its `ended` tells all there is.
    const lost = used !== undefined && present.length > 0 && !present.includes(used);
    const better = chosen !== undefined && chosen !== used && present.includes(chosen);
    if (lost || better) await this.replace();
  }

  /** The page is back in front: what was taken away meanwhile is taken up again. */
  async revive(): Promise<void> {
    if (!this.around.wanted()) return;
    const { capture } = this;
    const stopped = capture.kind === 'on' && (capture.track.readyState === 'ended' || capture.track.muted);
    const busy = capture.kind === 'trouble' && capture.trouble === 'busy';
    if (!stopped && !busy) return;
    this.reopened = 0;
    await this.openNow();
    const { capture: now, what } = this;
    if (isOn(now)) this.around.news({ kind: 'resumed', what });
    else if (now.kind === 'trouble' && !busy) this.around.news({ kind: 'gone', what, trouble: now.trouble });
  }

  private async openNow(): Promise<void> {
    if (!this.around.wanted()) {
      this.off();
      return;
    }
    const turn = (this.turn += 1);
    const old = this.capture;
    if (this.what === 'camera') stop(old);
    this.set({ kind: 'asking' });
    const opened = await this.captured();
    stop(old);
    if (turn !== this.turn) {
      // Closed or opened anew while the browser was still asking.
      stop(opened);
      return;
    }
    if (!this.around.wanted()) {
      stop(opened);
      this.set({ kind: 'off' });
      return;
    }
    if (opened.kind === 'on') this.watch(opened.track);
    this.set(opened);
  }

  private async captured(): Promise<Capture> {
    if (this.around.forbidden()) return { kind: 'trouble', trouble: 'policy' };
    try {
      return on(await this.around.open());
    } catch (error) {
      return { kind: 'trouble', trouble: troubleOf(error) };
    }
  }

  private watch(track: MediaStreamTrack): void {
    track.addEventListener('ended', () => {
      if (this.holds(track)) void this.replace();
    });
    track.addEventListener('mute', () => this.interrupted(track, 'interrupted'));
    track.addEventListener('unmute', () => this.interrupted(track, 'resumed'));
  }

  private interrupted(track: MediaStreamTrack, kind: 'interrupted' | 'resumed'): void {
    if (!this.holds(track)) return;
    this.set(on(track));
    this.around.news({ kind, what: this.what });
  }

  private async replace(): Promise<void> {
    const before = this.capture;
    if (this.reopened >= reopenedMax) {
      this.off('idle');
      this.set({ kind: 'trouble', trouble: 'busy' });
    } else {
      this.reopened += 1;
      await this.openNow();
    }
    const { capture, what } = this;
    if (capture.kind === 'on') this.around.news({ kind: 'next', what, label: capture.track.label });
    else if (capture.kind === 'trouble' && before.kind !== 'trouble')
      this.around.news({ kind: 'gone', what, trouble: capture.trouble });
  }

  private holds(track: MediaStreamTrack): boolean {
    return this.capture.kind === 'on' && this.capture.track === track;
  }

  private set(capture: Capture): void {
    this.capture = capture;
    this.around.changed(capture);
  }
}

function on(track: MediaStreamTrack): Capture {
  return track.muted ? { kind: 'on', track, interrupted: true } : { kind: 'on', track };
}

function stop(capture: Capture): void {
  if (capture.kind === 'on') capture.track.stop();
}
