import { chime } from '../media/level';
import { forbiddenByPage, type DeviceChoice } from '../media/devices';
import { Studio, type MediaView } from '../media/studio';
import type { FiguresBySeat } from '../media/stats';
import { isInside, type Command, type ServerFrame } from '../protocol/frames';
import { Connection, type Line, type Outcome, type Socket } from './connection';
import { join, socketAddress, ticketOf, type Entry, type Ticket } from './entry';
import { randomId, shortHash, type Memory } from './memory';
import { reduce, type Input } from './reduce';
import { rejectSentence } from './rejections';
import { answersOf, draftedAnswers, rememberedDevices, type CheckInDraft } from './settings';
import type { SessionState } from './state';

/** Where the person is between the link and the room. */
export type ClientView =
  | { readonly kind: 'joining' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'blocked' }
  | {
      readonly kind: 'session';
      readonly state: SessionState;
      readonly line: Line;
      readonly media: MediaView;
    };

/** A share that was asked for by a click this recently may open the browser's own dialog by itself. */
const shareGestureMs = 4000;
const healthEveryMs = 15_000;

/** Everything one tab does for one seat: the line, the state, the media, and the intents of the person. */
export class Client {
  private state: SessionState | undefined;
  private line: Line = { kind: 'connecting', since: Date.now() };
  private stage: 'joining' | 'refused' | 'unreachable' | 'blocked' | 'session' = 'joining';
  private connection: Connection | undefined;
  private ticket: Ticket | undefined;
  private clockSkewMs = 0;
  private shareAskedAt = 0;
  private healthTimer: ReturnType<typeof setInterval> | undefined;
  private rejoined = false;
  private iceServers: Extract<ServerFrame, { type: 'welcome' }>['iceServers'] = [];
  private readonly key: string;
  private readonly studio: Studio;

  constructor(
    private readonly entry: Entry,
    private readonly device: string,
    private readonly session: Memory,
    private readonly embedded: boolean,
    private readonly changed: (view: ClientView) => void,
  ) {
    this.key = `anteroom:${entry.path}:${shortHash(entry.code)}`;
    this.studio = new Studio(
      rememberedDevices(session, `${this.key}:devices`),
      () => this.iceServers,
      (frame) => this.connection?.send(frame),
      () => this.connection?.renew(),
      () => this.tell(),
      () => void this.stopSharing(),
    );
  }

  async start(): Promise<void> {
    if (this.embedded && (forbiddenByPage('camera') || forbiddenByPage('microphone'))) {
      this.setStage('blocked');
      return;
    }
    window.addEventListener('offline', this.wentOffline);
    window.addEventListener('online', this.cameOnline);
    this.ticket = this.rememberedTicket();
    if (this.ticket === undefined) await this.join();
    else this.connect();
  }

  /** Server time now, in milliseconds: countdowns must not depend on the device's clock. */
  now(): number {
    return Date.now() + this.clockSkewMs;
  }

  figures(): Promise<FiguresBySeat> {
    return this.studio.figures();
  }

  /** Sends a command and says in one sentence why, if it was refused. */
  async command(command: Command): Promise<Outcome> {
    const outcome = (await this.connection?.command(command)) ?? { kind: 'lost' };
    if (outcome.kind === 'reject') {
      this.say(rejectSentence(command.name, outcome.reject.code, outcome.reject.detail));
    }
    return outcome;
  }

  openDevices(): Promise<void> {
    return this.studio.open();
  }

  async askToJoin(draft: CheckInDraft | undefined): Promise<void> {
    if (draft !== undefined) {
      const outcome = await this.command({ name: 'checkIn', args: answersOf(draft) });
      if (outcome.kind !== 'ack') return;
    }
    const outcome = await this.command({ name: 'knock', args: {} });
    if (outcome.kind === 'ack') this.session.remove(`${this.key}:answers`);
  }

  async stepAway(away: boolean): Promise<void> {
    const outcome = await this.command({ name: 'stepAway', args: { on: away } });
    if (outcome.kind === 'ack') this.apply({ kind: 'stepped-away', away });
  }

  draft(): CheckInDraft {
    return draftedAnswers(this.session, `${this.key}:answers`);
  }

  keepDraft(answers: CheckInDraft): void {
    this.session.set(`${this.key}:answers`, JSON.stringify(answers));
  }

  async wantMicrophone(wanted: boolean): Promise<void> {
    await this.kept(this.studio.wantMicrophone(wanted));
  }

  async wantCamera(wanted: boolean): Promise<void> {
    await this.kept(this.studio.wantCamera(wanted));
  }

  async chooseDevices(choice: DeviceChoice): Promise<void> {
    await this.kept(this.studio.choose(choice));
  }

  /** Starts sharing under a live lease; asks for one where there is none. */
  async share(): Promise<void> {
    const lease = this.state?.you.lease;
    if (lease !== undefined && Date.parse(lease.until) > this.now()) {
      await this.present();
      return;
    }
    this.shareAskedAt = Date.now();
    this.apply({ kind: 'share-asked', asked: true });
    const outcome = await this.command({ name: 'requestShare', args: {} });
    if (outcome.kind !== 'ack') this.apply({ kind: 'share-asked', asked: false });
  }

  async stopSharing(): Promise<void> {
    await this.studio.closeScreen();
    await this.command({ name: 'stopShare', args: {} });
  }

  /** Leaves quietly: nobody is told more than that the seat is empty. */
  async leave(): Promise<void> {
    const outcome = this.connection?.command({ name: 'leave', args: {} });
    this.apply({ kind: 'left' });
    this.studio.close();
    await outcome;
    this.connection?.stop();
  }

  tryNow(): void {
    this.connection?.tryNow();
  }

  /** One answer to the open poll. An anonymous one is kept nowhere on this device either. */
  async vote(choice: number): Promise<Outcome> {
    const outcome = await this.command({ name: 'vote', args: { choice } });
    if (outcome.kind === 'ack') this.apply({ kind: 'voted' });
    return outcome;
  }

  readResult(): void {
    this.apply({ kind: 'result-read' });
  }

  /** Takes the screen over from whoever presents here, and shows one's own. */
  async takeScreenOver(): Promise<void> {
    const you = this.state?.you.id;
    if (you === undefined) return;
    this.shareAskedAt = Date.now();
    const outcome = await this.command({ name: 'grantShare', args: { seat: you, takeOver: true } });
    // A lease that was there before brings no change to follow.
    if (outcome.kind === 'ack' && this.shareAskedAt > 0 && this.state?.you.lease !== undefined)
      await this.present();
  }

  readMessages(): void {
    this.apply({ kind: 'messages-read' });
  }

  close(): void {
    window.removeEventListener('offline', this.wentOffline);
    window.removeEventListener('online', this.cameOnline);
    clearInterval(this.healthTimer);
    this.connection?.stop();
    this.studio.close();
  }

  private readonly wentOffline = (): void => this.connection?.renew();
  private readonly cameOnline = (): void => this.connection?.tryNow();

  private rememberedTicket(): Ticket | undefined {
    const stored = this.session.get(this.key);
    if (stored === undefined) return undefined;
    try {
      return ticketOf(JSON.parse(stored));
    } catch {
      return undefined;
    }
  }

  private async join(): Promise<void> {
    if (this.entry.code === '') {
      this.setStage('refused');
      return;
    }
    const answer = await join(this.entry.code, this.device, (input, init) => fetch(input, init));
    switch (answer.kind) {
      case 'joined':
        this.ticket = answer.ticket;
        this.session.set(this.key, JSON.stringify(answer.ticket));
        this.connect();
        return;
      case 'refused':
        this.setStage('refused');
        return;
      case 'unreachable':
        this.setStage('unreachable');
        setTimeout(() => void this.join(), 3000);
        return;
    }
  }

  private connect(): void {
    const ticket = this.ticket;
    if (ticket === undefined) return;
    const address = socketAddress(ticket.connect, window.location.href);
    this.connection = new Connection(
      {
        open: () => new WebSocket(address, 'anteroom.v1') as Socket,
        token: () => ticket.token,
        now: () => Date.now(),
        random: () => Math.random(),
        later: (action, ms) => {
          const timer = setTimeout(action, ms);
          return () => clearTimeout(timer);
        },
        newId: () => `c-${randomId()}`,
      },
      {
        frame: (frame) => this.receive(frame),
        line: (line) => {
          this.line = line;
          this.tell();
        },
      },
    );
    this.connection.start();
    this.healthTimer ??= setInterval(() => void this.reportHealth(), healthEveryMs);
  }

  private receive(frame: Parameters<ConstructorParameters<typeof Connection>[1]['frame']>[0]): void {
    const at = Date.now();
    switch (frame.type) {
      case 'welcome': {
        this.clockSkewMs = Date.parse(frame.serverTime) - at;
        this.iceServers = frame.iceServers;
        const microphoneOn = this.studio.current().microphoneWanted;
        this.apply({ kind: 'welcome', welcome: frame, at, microphoneOn });
        return;
      }
      case 'event':
        this.apply({ kind: 'event', frame, at });
        if (frame.event.name === 'share-ended' && frame.event.seat === this.state?.you.id) {
          void this.studio.closeScreen();
        }
        return;
      case 'signal':
        this.apply({ kind: 'signal', frame, at });
        return;
      case 'media':
        void this.studio.receive(frame);
        return;
      case 'bye':
        void this.afterBye(frame);
        return;
    }
  }

  private async afterBye(bye: Extract<ServerFrame, { type: 'bye' }>): Promise<void> {
    if (bye.code === 'expired' && !this.rejoined) {
      // The token may be older than a restart of the engine; the code of the link still stands in the address.
      this.rejoined = true;
      this.session.remove(this.key);
      await this.join();
      return;
    }
    if (bye.code !== 'replaced') this.session.remove(this.key);
    this.studio.close();
    if (this.state === undefined) this.setStage('refused');
    else this.apply({ kind: 'bye', bye });
  }

  private apply(input: Input): void {
    const before = this.state;
    const after = reduce(before, input);
    if (after === undefined || after === before) return;
    this.state = after;
    this.stage = 'session';
    this.follow(before, after);
    this.tell();
  }

  /** What a change of state means for the devices of this tab. */
  private follow(before: SessionState | undefined, after: SessionState): void {
    void this.studio.allow(after.you.grants);
    const [from, to] = [before?.you.place, after.you.place];
    if (from !== to) this.afterOwnMove(from, to);
    if (before?.you.lease === undefined && after.you.lease !== undefined) {
      if (Date.now() - this.shareAskedAt < shareGestureMs) void this.present();
      this.shareAskedAt = 0;
    }
  }

  private afterOwnMove(from: string | undefined, to: string): void {
    if (!isInside(to)) this.studio.leaveRooms();
    if (from !== undefined && this.studio.current().screen !== undefined) void this.studio.closeScreen();
    if (from === 'waiting' && isInside(to)) chime();
    // A reload lands in the middle: nobody opened the devices on a page before this one.
    if (from === undefined && to !== 'away') void this.studio.open();
    // The screen of before the reload is gone with its page; the seat must not stay the presenter of nothing.
    if (from === undefined && this.state?.presenters[to] === this.state?.you.id) {
      void this.connection?.command({ name: 'stopShare', args: {} });
    }
  }

  private async present(): Promise<void> {
    try {
      await this.studio.openScreen();
    } catch {
      // Cancelled in the browser's dialog, or too late after the click: the lease stays, and so does its banner.
      return;
    }
    const outcome = await this.command({ name: 'startShare', args: {} });
    if (outcome.kind !== 'ack') await this.studio.closeScreen();
  }

  private async reportHealth(): Promise<void> {
    const health = this.studio.health();
    if (health === undefined || this.state === undefined || !isInside(this.state.you.place)) return;
    const outcome = await this.connection?.command({ name: 'reportHealth', args: { summary: health } });
    // An engine that does not take the report is not asked again.
    if (outcome?.kind === 'reject') clearInterval(this.healthTimer);
  }

  /** Kept at once and not when it is done: whoever mutes and reloads comes back muted. */
  private async kept(wish: Promise<void>): Promise<void> {
    this.keepDevices();
    await wish;
  }

  private keepDevices(): void {
    const { microphoneWanted, cameraWanted, choice } = this.studio.current();
    this.session.set(`${this.key}:devices`, JSON.stringify({ microphoneWanted, cameraWanted, choice }));
  }

  private say(text: string): void {
    this.apply({ kind: 'notice', notice: { tone: 'attention', urgent: false, text }, at: Date.now() });
  }

  private setStage(stage: typeof this.stage): void {
    this.stage = stage;
    this.tell();
  }

  private tell(): void {
    this.changed(this.viewNow());
  }

  private viewNow(): ClientView {
    if (this.stage !== 'session') return { kind: this.stage };
    if (this.state === undefined) return { kind: 'joining' };
    return { kind: 'session', state: this.state, line: this.line, media: this.studio.current() };
  }
}

/** What a view may ask for. Stories give it a hand that does nothing. */
export type Intents = Pick<
  Client,
  | 'command'
  | 'openDevices'
  | 'askToJoin'
  | 'stepAway'
  | 'draft'
  | 'keepDraft'
  | 'wantMicrophone'
  | 'wantCamera'
  | 'chooseDevices'
  | 'share'
  | 'stopSharing'
  | 'leave'
  | 'tryNow'
  | 'readMessages'
  | 'vote'
  | 'readResult'
  | 'takeScreenOver'
>;
