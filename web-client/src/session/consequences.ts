import { chime } from '../media/level';
import type { Studio } from '../media/studio';
import { isInside } from '../protocol/frames';
import { Attention } from './attention';
import type { Calls } from './calls';
import { LessAsked } from './less-asked';
import { callsOfPage } from './page-calls';
import type { Screen } from './screen';
import { isAudioOnly, type SessionState } from './state';
import { WakeLock, wakeLocksOfBrowser } from './wake-lock';

interface Around {
  readonly calls: Calls;
  readonly stopShare: () => void;
}

/** What a change of state means for the devices, the screen and the page of this tab. */
export class Consequences {
  private readonly wakeLock = new WakeLock(wakeLocksOfBrowser);
  private readonly attention: Attention;
  private readonly less: LessAsked;

  constructor(
    private readonly studio: Studio,
    private readonly screen: Screen,
    private readonly around: Around,
  ) {
    this.less = new LessAsked((on) => this.studio.askForLess(on));
    this.attention = new Attention(callsOfPage(around.calls));
  }

  follow(before: SessionState | undefined, after: SessionState): void {
    // First of all: nothing below may open a camera that the session does not use.
    this.studio.audioOnly(isAudioOnly(after));
    void this.studio.allow(after.you.grants);
    this.less.follow(before, after);
    this.attention.follow(after);
    this.wakeLock.want(after.ending === undefined && after.you.place !== 'away');
    if (before?.you.place !== after.you.place) this.moved(before?.you.place, after);
    if (before?.you.lease === undefined && after.you.lease !== undefined) this.screen.granted();
  }

  /** The page is back in front: what the browser or the system took meanwhile is taken up again. */
  back(): void {
    this.wakeLock.back();
    this.attention.back();
    void this.studio.revive();
  }

  end(): void {
    this.less.end();
    this.attention.follow(undefined);
    this.wakeLock.want(false);
  }

  private moved(from: string | undefined, { you, presenters }: SessionState): void {
    const to = you.place;
    if (!isInside(to)) this.studio.leaveRooms();
    if (from !== undefined && this.studio.current().screen !== undefined) void this.studio.closeScreen();
    if (from === 'waiting' && isInside(to) && this.around.calls.soundsOn()) chime();
    // A reload lands in the middle: nobody opened the devices on a page before this one.
    if (from === undefined && to !== 'away') void this.studio.open();
    // The screen of before the reload is gone with its page; the seat must not stay the presenter of nothing.
    if (from === undefined && presenters[to] === you.id) this.around.stopShare();
  }
}
