import { deviceMs } from '../clock';
import { forbiddenByPage, type DeviceChoice } from '../media/devices';
import { AnyBridge } from '../media/any-bridge';
import type { FiguresBySeat, MediaWord } from '../media/session';
import { Studio } from '../media/studio';
import {
  isInside,
  type Command,
  type HealthSummary,
  type Relays,
  type ServerFrame,
  type Signal,
} from '../protocol/frames';
import { barredBy, type Barred } from './barred';
import { browserLine, browserPlace, laterInBrowser, watchPerson } from './browser';
import { callsOfDevice } from './calls';
import type { ClientView } from './client-view';
import { Closing } from './closing';
import { Connection, type Line, type Outcome } from './connection';
import { Consequences } from './consequences';
import { screenRefused } from './device-sentences';
import { Entrance, type Threshold } from './entrance';
import { socketAddress, type Entry, type Ticket } from './entry';
import { HealthReports } from './health-reports';
import type { IdleWatch } from './idle-watch';
import { memoryOf, randomId, type Memory } from './memory';
import { OwnDevices } from './own-devices';
import { watchPage } from './page-life';
import { notificationsOfBrowser } from './page-notifications';
import { reduce, type Input } from './reduce';
import { refusedField, rejectSentence } from './rejections';
import { Screen } from './screen';
import { answersOf, Drafts, rememberedDevices, type CheckInDraft, type CheckInField } from './settings';
import { sentenceFor, withoutPictures } from './sentences';
import { speakingSignal } from './speaking';
import { hasLeft, isAudioOnly, type Notice, type SessionState } from './state';
import { Traces } from './traces';

/** Everything one tab does for one seat: the line, the state, the media, and the intents of the person. */
export class Client {
  private state: SessionState | undefined;
  private line: Line = { kind: 'connecting', since: deviceMs() };
  private stage: Threshold | 'session' = 'joining';
  private connection: Connection | undefined;
  private clockSkewMs = 0;
  private unwatchPage = (): void => undefined;
  private unwatchTraces = (): void => undefined;
  private relays: Relays = { iceServers: [], relayOnly: false };
  private readonly studio: Studio;
  private readonly screen: Screen;
  private readonly devices: OwnDevices;
  private readonly health: HealthReports;
  private readonly entrance: Entrance;
  private readonly drafts: Drafts;
  private readonly closing: Closing;
  private readonly consequences: Consequences;
  private readonly kept = memoryOf(() => window.localStorage);
  readonly calls = callsOfDevice(this.kept, notificationsOfBrowser(), randomId(), () => this.tell());
  private readonly traces: Traces;
  private readonly idle: IdleWatch;
  private barred: Barred | undefined;
  private endingAt: number | undefined;
  private signOutAt: number | undefined;

  constructor(
    entry: Entry,
    tab: Memory,
    private readonly embedded: boolean,
    private readonly changed: (view: ClientView) => void,
    forgotten: () => void,
  ) {
    this.traces = new Traces(entry, tab, this.kept, browserPlace, forgotten);
    const { key, memory } = this.traces;
    this.studio = new Studio(
      rememberedDevices(memory, `${key}:devices`),
      ({ changed }) =>
        new AnyBridge(() => this.relays, {
          changed,
          tell: (frame) => this.tellOfMedia(frame),
          failed: () => this.connection?.renew(),
          speaking: (speaker) => this.hear(speakingSignal(speaker, this.state?.you.id)),
          passage: (passage) => this.notice(sentenceFor.passage(passage)),
        }),
      () => this.tell(),
      () => void this.screen.stop(),
      (news) => this.notice(sentenceFor.device(news)),
    );
    this.devices = new OwnDevices(this.studio, memory, `${key}:devices`);
    this.health = new HealthReports(
      () => this.healthNow(),
      (summary) => this.report(summary),
    );
    this.drafts = new Drafts(memory, `${key}:answers`);
    this.entrance = new Entrance(
      entry,
      () => this.traces.device(),
      memory,
      key,
      () => this.traces.wasLeft(),
      (ticket) => this.connect(ticket),
      (threshold) => this.setStage(threshold),
    );
    this.closing = new Closing({
      later: laterInBrowser,
      now: deviceMs,
      end: () => void this.command({ name: 'end', args: {} }),
      changed: (at) => {
        this.endingAt = at;
        this.tell();
      },
    });
    this.idle = watchPerson(
      () => this.connection?.send({ type: 'here' }) ?? false,
      (at) => {
        this.signOutAt = at;
        this.tell();
      },
    );
    this.screen = new Screen(this.studio, {
      you: () => this.state?.you,
      now: () => this.now(),
      command: (command) => this.command(command),
      asked: (asked) => this.apply({ kind: 'share-asked', asked }),
      refused: (name) => this.notice(screenRefused(name)),
    });
    this.consequences = new Consequences(this.studio, this.screen, {
      calls: this.calls,
      stopShare: () => void this.connection?.command({ name: 'stopShare', args: {} }),
    });
  }

  async start(): Promise<void> {
    if (this.isBarred('unknown')) return;
    this.unwatchPage = watchPage(
      { window, document },
      {
        offline: () => this.connection?.renew(),
        back: () => this.cameBack(),
        frozen: () => this.connection?.pause(),
        left: () => this.closing.settle(),
      },
    );
    this.unwatchTraces = this.traces.watch(window, () => this.leftElsewhere());
    await this.entrance.enter();
  }

  /** Server time now, in milliseconds: countdowns must not depend on the device's clock. */
  now(): number {
    return deviceMs() + this.clockSkewMs;
  }

  figures(): Promise<FiguresBySeat> {
    return this.studio.figures();
  }

  /**
   * Sends a command and says in one sentence why, if it was refused.
   *
   * @param saidThere whether, by then, whoever asked says it in their own place
   */
  async command(command: Command, saidThere: () => boolean = () => false): Promise<Outcome> {
    const outcome = (await this.connection?.command(command)) ?? { kind: 'lost' };
    if (outcome.kind === 'reject' && !saidThere()) {
      this.say(rejectSentence(command.name, outcome.reject.code, outcome.reject.detail));
    }
    return outcome;
  }

  openDevices(): Promise<void> {
    return this.studio.open();
  }

  /** Checks in and knocks; answers the field of the check-in that the engine refused. */
  async askToJoin(draft: CheckInDraft | undefined): Promise<CheckInField | undefined> {
    if (draft !== undefined) {
      const outcome = await this.command({ name: 'checkIn', args: answersOf(draft) });
      if (outcome.kind === 'reject') return refusedField(outcome.reject);
      if (outcome.kind !== 'ack') return undefined;
    }
    const outcome = await this.command({ name: 'knock', args: {} });
    if (outcome.kind === 'ack') this.drafts.sent();
    return undefined;
  }

  /** Whether the others' cameras are left out. Who wants them says so to staff who asked to leave them out, too. */
  async saveData(on: boolean): Promise<void> {
    await this.devices.saveData(on);
    if (!on && this.state?.you.lessAsked === true) await this.command({ name: 'declineLess', args: {} });
  }

  async stepAway(away: boolean): Promise<void> {
    const outcome = await this.command({ name: 'stepAway', args: { on: away } });
    if (outcome.kind === 'ack') this.apply({ kind: 'stepped-away', away });
  }

  draft(): CheckInDraft {
    return this.drafts.current();
  }

  keepDraft(answers: CheckInDraft): void {
    this.drafts.keep(answers);
  }

  /**
   * Leaves quietly: nobody is told more than that the seat is empty. This browser forgets the link at once, and the id by
   * which it opened the link once the engine let that go.
   */
  async leave(): Promise<void> {
    this.closing.settle();
    const outcome = this.connection?.command({ name: 'leave', args: { forget: true } });
    this.traces.forget();
    this.apply({ kind: 'left' });
    this.idle.stop();
    this.studio.close();
    if ((await outcome)?.kind === 'ack') this.traces.forgetDevice();
    this.connection?.stop();
  }

  /** One answer to the open poll. An anonymous one is kept nowhere on this device either. */
  async vote(choice: number): Promise<Outcome> {
    const outcome = await this.command({ name: 'vote', args: { choice } });
    if (outcome.kind === 'ack') this.apply({ kind: 'voted' });
    return outcome;
  }

  close(): void {
    this.closing.settle();
    this.consequences.end();
    this.unwatchPage();
    this.unwatchTraces();
    this.idle.stop();
    this.health.stop();
    this.connection?.stop();
    this.studio.close();
  }

  readonly wantMicrophone = (wanted: boolean): Promise<void> => this.devices.wantMicrophone(wanted);
  readonly wantCamera = (wanted: boolean): Promise<void> => this.devices.wantCamera(wanted);
  readonly chooseDevices = (choice: DeviceChoice): Promise<void> => this.devices.choose(choice);
  readonly share = (): Promise<void> => this.screen.share();
  readonly stopSharing = (): Promise<void> => this.screen.stop();
  readonly takeScreenOver = (): Promise<void> => this.screen.takeOver();
  readonly endSoon = (): void => this.closing.begin();
  readonly keepOpen = (): void => this.closing.keepOpen();
  readonly isHere = (): void => this.idle.isHere();
  readonly tryNow = (): void => this.connection?.tryNow();
  readonly readResult = (): void => this.apply({ kind: 'result-read' });
  readonly readMessages = (): void => this.apply({ kind: 'messages-read' });

  /** Another tab of this browser left by the same link: nothing of it is to stand in this one. */
  private leftElsewhere(): void {
    this.traces.forget();
    this.close();
    if (this.state === undefined) this.setStage('signed-out');
    else this.apply({ kind: 'bye', bye: { type: 'bye', code: 'expired', reason: 'signed-out' } });
  }

  private cameBack(): void {
    this.connection?.check();
    this.consequences.back();
  }

  private tellOfMedia(frame: MediaWord): void {
    const before = this.studio.current().pictures;
    this.studio.answered(frame);
    this.connection?.send(frame);
    if (before && !this.studio.current().pictures) this.notice({ ...withoutPictures, spoken: true });
  }

  private connect(ticket: Ticket): void {
    const address = socketAddress(ticket.connect, window.location.href);
    this.connection = new Connection(browserLine(address, ticket.token), {
      frame: (frame) => this.receive(frame),
      line: (line) => {
        this.line = line;
        if (line.kind !== 'open') this.idle.unwarn();
        this.tell();
      },
    });
    this.connection.start();
    this.health.start();
  }

  private receive(frame: Parameters<ConstructorParameters<typeof Connection>[1]['frame']>[0]): void {
    // To whoever left, or cannot come in here, a line that comes again says nothing but goodbye.
    if (this.barred !== undefined || (hasLeft(this.state) && frame.type !== 'bye')) return;
    const at = deviceMs();
    switch (frame.type) {
      case 'welcome': {
        if (this.state === undefined && this.isBarred(isAudioOnly(frame) ? 'unused' : 'used')) {
          void this.giveBack();
          return;
        }
        this.clockSkewMs = Date.parse(frame.serverTime) - at;
        this.relays = frame.relays;
        const microphoneOn = this.studio.isHeard();
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
        if (frame.signal.name === 'idle') this.idle.warn(frame.signal.secondsLeft);
        this.apply({ kind: 'signal', frame, at });
        return;
      case 'media':
        void this.studio.receive(frame);
        return;
      case 'token':
        this.entrance.renewed(frame.token);
        return;
      case 'bye':
        void this.afterBye(frame);
        return;
    }
  }

  /** Whether the page around keeps away what the session needs, and then nothing else is shown. */
  private isBarred(cameras: Parameters<typeof barredBy>[1]): boolean {
    this.barred = this.embedded ? barredBy(forbiddenByPage, cameras) : undefined;
    if (this.barred !== undefined) this.setStage('blocked');
    return this.barred !== undefined;
  }

  /** Lets the link go unused: it may be opened where the browser is another device to the engine, in a tab of its own. */
  private async giveBack(): Promise<void> {
    this.entrance.forget();
    await this.connection?.command({ name: 'leave', args: { forget: true } });
    this.connection?.stop();
  }

  private async afterBye(bye: Extract<ServerFrame, { type: 'bye' }>): Promise<void> {
    const signedOut = bye.reason === 'signed-out';
    if (signedOut) this.traces.forgetDevice();
    if (hasLeft(this.state)) return;
    if (bye.code === 'expired' && !signedOut && (await this.entrance.again())) return;
    if (signedOut) this.traces.forget();
    else if (bye.code !== 'replaced') this.entrance.forget();
    this.closing.keepOpen();
    this.idle.stop();
    this.studio.close();
    if (this.state === undefined) this.setStage(signedOut ? 'signed-out' : 'refused');
    else this.apply({ kind: 'bye', bye });
  }

  private apply(input: Input): void {
    const before = this.state;
    const after = reduce(before, input);
    if (after === undefined || after === before) return;
    this.state = after;
    this.stage = 'session';
    this.consequences.follow(before, after);
    this.idle.speaks(after.speaking === after.you.id && this.studio.isHeard());
    this.tell();
  }

  /** Nothing where there is nothing to tell of, and nothing while the line is lost: it would be old when it comes. */
  private healthNow(): HealthSummary | undefined {
    const inside = this.state !== undefined && isInside(this.state.you.place);
    return inside && this.line.kind === 'open' ? this.studio.health() : undefined;
  }

  private async report(summary: HealthSummary): Promise<Outcome> {
    return (await this.connection?.command({ name: 'reportHealth', args: { summary } })) ?? { kind: 'lost' };
  }

  private say(text: string): void {
    this.notice({ tone: 'attention', urgent: false, text });
  }

  private notice(notice: Omit<Notice, 'id' | 'at'>): void {
    this.apply({ kind: 'notice', notice, at: deviceMs() });
  }

  private hear(signal: Signal): void {
    this.apply({ kind: 'signal', frame: { type: 'signal', signal }, at: deviceMs() });
  }

  private setStage(stage: typeof this.stage): void {
    this.stage = stage;
    this.tell();
  }

  private tell(): void {
    this.changed(this.viewNow());
  }

  private viewNow(): ClientView {
    if (this.stage === 'blocked') return { kind: this.stage, device: this.barred ?? 'camera' };
    if (this.stage !== 'session') return { kind: this.stage };
    const { state, line, endingAt, signOutAt } = this;
    if (state === undefined) return { kind: 'joining' };
    return {
      kind: 'session',
      state,
      line,
      media: this.studio.current(),
      ...(endingAt === undefined ? {} : { endingAt }),
      ...(signOutAt === undefined ? {} : { signOutAt }),
    };
  }
}
