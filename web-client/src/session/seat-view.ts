import { deviceMs } from '../clock';
import type { MediaView } from '../media/studio';
import type { Barred } from './barred';
import type { ClientView } from './client-view';
import type { Line } from './connection';
import type { Keys } from './encrypted';
import type { Threshold } from './entrance';
import { reduce, type Input } from './reduce';
import type { SessionState } from './state';
import type { Sentence } from './tones';

interface Around {
  readonly media: () => MediaView;
  /** The state changed, before anybody is shown it. */
  readonly follow: (before: SessionState | undefined, after: SessionState) => void;
  readonly changed: (view: ClientView) => void;
}

/** What a tab knows of its seat: the state of the session, and what stands beside it. Each change is told at once. */
export class SeatView {
  private known: SessionState | undefined;
  private stage: Threshold | 'session' = 'joining';
  private barred: Barred | undefined;
  private line: Line = { kind: 'connecting', since: deviceMs() };
  private keys: Keys | undefined;
  private endingAt: number | undefined;
  private signOutAt: number | undefined;

  constructor(private readonly around: Around) {}

  state(): SessionState | undefined {
    return this.known;
  }

  apply(input: Input): void {
    const before = this.known;
    const after = reduce(before, input);
    if (after === undefined || after === before) return;
    this.known = after;
    this.stage = 'session';
    this.around.follow(before, after);
    this.tell();
  }

  notice(notice: Sentence): void {
    this.apply({ kind: 'notice', notice, at: deviceMs() });
  }

  stands(threshold: Threshold): void {
    this.stage = threshold;
    this.tell();
  }

  /** Nothing but what the page around keeps away is shown from now on. */
  bar(device: Barred): void {
    this.barred = device;
    this.stands('blocked');
  }

  isBarred(): boolean {
    return this.barred !== undefined;
  }

  online(): boolean {
    return this.line.kind === 'open';
  }

  lineIs(line: Line): void {
    this.line = line;
    this.tell();
  }

  keysAre(keys: Keys | undefined): void {
    if (keys === undefined && this.keys === undefined) return;
    this.keys = keys;
    this.tell();
  }

  /** When the session is ended for everyone, in the client's milliseconds. */
  endsAt(at: number | undefined): void {
    this.endingAt = at;
    this.tell();
  }

  /** When this device is signed out, in the client's milliseconds. */
  signsOutAt(at: number | undefined): void {
    this.signOutAt = at;
    this.tell();
  }

  tell(): void {
    this.around.changed(this.now());
  }

  private now(): ClientView {
    if (this.stage === 'blocked') return { kind: this.stage, device: this.barred ?? 'camera' };
    if (this.stage !== 'session') return { kind: this.stage };
    const { known: state, line, endingAt, signOutAt } = this;
    if (state === undefined) return { kind: 'joining' };
    return {
      kind: 'session',
      state,
      line,
      media: this.around.media(),
      ...(this.keys === undefined ? {} : { keys: this.keys }),
      ...(endingAt === undefined ? {} : { endingAt }),
      ...(signOutAt === undefined ? {} : { signOutAt }),
    };
  }
}
