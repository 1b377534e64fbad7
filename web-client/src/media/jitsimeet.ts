import type { HealthSummary, MediaFrame, RoomFrame, SourceKind } from '../protocol/frames';
import { unreachable } from '../unreachable';
import type { JitsiMeetLibrary } from './jitsimeet-library';
import type { Page } from './jitsimeet-page';
import { ForeignScript } from './jitsimeet-script';
import { Stay } from './jitsimeet-stay';
import type {
  FiguresBySeat,
  MediaListener,
  MediaSession,
  OwnTracks,
  Passage,
  RemoteTracks,
  Speaker,
  ToldBySeat,
} from './session';

/** One room to which the engine invited us, and our stay there once the library is loaded. */
interface Visit {
  frame: RoomFrame;
  stay?: Stay;
}

const slowAfterMs = 6000;
/** How long an old room is kept for a new one that is never entered. */
const successorWithinMs = 15_000;
const againAfterMs = 1000;
const againAfterMsMax = 60_000;
/** From then on a stay counts as good, and the next break is the first again. */
const settledAfterMs = 20_000;

/**
 * The media of one seat in rooms of a Jitsi Meet deployment. A new room is entered before the old one is left, but
 * what the old one sends is hidden, and nothing is sent to it, at once.
 */
export class JitsiMeetSession implements MediaSession {
  private current: Visit | undefined;
  private readonly fading = new Map<Stay, ReturnType<typeof setTimeout>>();
  private own: OwnTracks = {};
  private cameras = true;
  private found: Passage = 'open';
  private spoken: Speaker = { kind: 'nobody' };
  private breaks = 0;
  private again: ReturnType<typeof setTimeout> | undefined;
  private slow: ReturnType<typeof setTimeout> | undefined;
  private settled: ReturnType<typeof setTimeout> | undefined;
  private keepsWatch: (() => void) | undefined;

  constructor(
    private readonly page: Page,
    private readonly listener: MediaListener,
  ) {}

  async receive(frame: MediaFrame): Promise<void> {
    switch (frame.name) {
      case 'closed':
        if (this.current?.frame.connection === frame.connection) this.close();
        return;
      case 'room':
        return this.invited(frame);
      case 'offer':
      case 'sent':
      case 'demand':
        // Another bridge's.
        return;
      default:
        return unreachable(frame);
    }
  }

  async setOwn(own: OwnTracks): Promise<void> {
    this.own = own;
    const visit = this.current;
    if (visit !== undefined) await visit.stay?.send(this.sendable(visit));
  }

  remote(): RemoteTracks {
    return this.current?.stay?.remote() ?? {};
  }

  /** What its bridge holds back is known there alone. */
  told(): ToldBySeat {
    return {};
  }

  wantCameras(wanted: boolean): void {
    this.cameras = wanted;
    this.current?.stay?.wantCameras(wanted);
  }

  async figures(): Promise<FiguresBySeat> {
    return (await this.current?.stay?.figures()) ?? {};
  }

  passage(): Passage {
    return this.found;
  }

  async health(): Promise<HealthSummary | undefined> {
    return this.current?.stay?.health();
  }

  close(): void {
    this.rest();
    this.breaks = 0;
    this.found = 'open';
    this.keepsWatch?.();
    this.keepsWatch = undefined;
    this.current?.stay?.leave();
    this.current = undefined;
    for (const stay of [...this.fading.keys()]) this.forget(stay);
    this.hear({ kind: 'nobody' });
    this.listener.changed();
  }

  private async invited(frame: RoomFrame): Promise<void> {
    const known = this.current;
    if (known?.frame.connection === frame.connection) {
      if (frame.generation <= known.frame.generation) return;
      if (known.frame.room === frame.room) {
        known.frame = frame;
        this.listener.changed();
        await known.stay?.send(this.sendable(known));
        return;
      }
    }
    await this.enter(frame);
  }

  private async enter(frame: RoomFrame): Promise<void> {
    this.rest();
    if (this.current?.stay !== undefined) this.fade(this.current.stay);
    const visit: Visit = { frame };
    this.current = visit;
    this.keepsWatch ??= this.page.whenGone(() => this.gone());
    this.beSlowSoon();
    this.hear({ kind: 'nobody' });
    this.listener.changed();
    try {
      const library = await this.page.library(frame.deployment);
      if (this.current === visit) visit.stay = this.stay(library, visit);
    } catch (error) {
      if (this.current !== visit) return;
      this.barred(visit, error instanceof ForeignScript ? 'misled' : 'barred');
    }
  }

  private barred(visit: Visit, how: 'barred' | 'misled'): void {
    this.way(how);
    // Asking anew would bring the same address.
    if (how === 'barred') this.ask(visit);
  }

  private stay(library: JitsiMeetLibrary, visit: Visit): Stay {
    const stay: Stay = new Stay(library, visit.frame, this.sendable(visit), () => visit.frame, {
      inside: () => this.inside(visit),
      flows: (flowing) => {
        if (this.current !== visit) return;
        if (flowing) this.way('open');
        else this.beSlowSoon();
      },
      changed: () => {
        if (this.current === visit) this.listener.changed();
      },
      speaking: (speaker) => {
        if (this.current === visit) this.hear(speaker);
      },
      broken: () => this.broken(visit, stay),
    });
    stay.wantCameras(this.cameras);
    return stay;
  }

  private inside(visit: Visit): void {
    if (this.current !== visit) return;
    this.settled = setTimeout(() => (this.breaks = 0), settledAfterMs);
    for (const stay of [...this.fading.keys()]) this.forget(stay);
    // Who is alone has nothing to wait for.
    if (Object.keys(visit.frame.people).length === 0) this.way('open');
    this.listener.changed();
  }

  private broken(visit: Visit, stay: Stay): void {
    this.forget(stay);
    if (this.current !== visit) return;
    this.hear({ kind: 'nobody' });
    this.listener.changed();
    this.beSlowSoon();
    this.ask(visit);
  }

  /** Asks for a new way in, later each time, until another invitation comes. */
  private ask(visit: Visit): void {
    clearTimeout(this.settled);
    const { connection } = visit.frame;
    const longest = Math.min(againAfterMsMax, againAfterMs * 2 ** Math.min(this.breaks, 6));
    this.breaks += 1;
    clearTimeout(this.again);
    this.again = setTimeout(
      () => {
        this.listener.tell({ type: 'media', name: 'again', connection });
        this.ask(visit);
      },
      longest * (1 + this.page.random()),
    );
  }

  private fade(stay: Stay): void {
    void stay.send({});
    this.fading.set(
      stay,
      setTimeout(() => this.forget(stay), successorWithinMs),
    );
  }

  private forget(stay: Stay): void {
    clearTimeout(this.fading.get(stay));
    this.fading.delete(stay);
    stay.leave();
  }

  /** The page goes away; should it come back, the way in is asked for anew. */
  private gone(): void {
    for (const stay of this.fading.keys()) stay.leaveAtOnce();
    const visit = this.current;
    if (visit?.stay === undefined) return;
    visit.stay.leaveAtOnce();
    this.broken(visit, visit.stay);
  }

  private sendable({ frame }: Visit): OwnTracks {
    return Object.fromEntries(
      Object.entries(this.own).filter(([kind]) => frame.send.includes(kind as SourceKind)),
    );
  }

  private beSlowSoon(): void {
    this.slow ??= setTimeout(() => {
      // What is barred has been said, and stays so until it is open.
      if (this.found === 'open') this.way('slow');
    }, slowAfterMs);
  }

  private way(passage: Passage): void {
    clearTimeout(this.slow);
    this.slow = undefined;
    if (this.found === passage) return;
    this.found = passage;
    this.listener.changed();
    this.listener.passage(passage);
  }

  private hear(speaker: Speaker): void {
    if (JSON.stringify(speaker) === JSON.stringify(this.spoken)) return;
    this.spoken = speaker;
    this.listener.speaking(speaker);
  }

  private rest(): void {
    for (const timer of [this.again, this.slow, this.settled]) clearTimeout(timer);
    this.again = this.slow = this.settled = undefined;
  }
}
