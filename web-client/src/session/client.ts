import { deviceMs } from '../clock';
import { forbiddenByPage, type DeviceChoice } from '../media/devices';
import { AnyBridge } from '../media/any-bridge';
import { canEncrypt } from '../media/e2ee/encryption';
import type { FiguresBySeat, MediaWord } from '../media/session';
import { Studio, type StudioSettings } from '../media/studio';
import {
  isInside,
  type Command,
  type HealthSummary,
  type Relays,
  type Signal,
  type Welcome,
} from '../protocol/frames';
import { Asks } from './asks';
import { barredBy } from './barred';
import { browserLine, browserPlace, watchPerson } from './browser';
import { callsOfDevice } from './calls';
import type { ClientView } from './client-view';
import { closingOf, screenOf } from './client-parts';
import type { Closing } from './closing';
import { Connection, type Heard, type Outcome } from './connection';
import { Consequences } from './consequences';
import { Encrypted } from './encrypted';
import { Entrance } from './entrance';
import { socketAddress, type Entry, type Ticket } from './entry';
import { HealthReports } from './health-reports';
import type { IdleWatch } from './idle-watch';
import { memoryOf, randomId, type Memory } from './memory';
import { OwnDevices } from './own-devices';
import { watchPage } from './page-life';
import { notificationsOfBrowser } from './page-notifications';
import { Parting } from './parting';
import { rejectSentence } from './rejections';
import type { Screen } from './screen';
import { SeatView } from './seat-view';
import { Drafts, rememberedDevices, type CheckInDraft, type CheckInField } from './settings';
import { sentenceFor, withoutPictures } from './sentences';
import { speakingSignal } from './speaking';
import { hasLeft, isAudioOnly, type SessionState } from './state';
import { attention } from './tones';
import { Traces } from './traces';

/** Everything one tab does for one seat: the line, the state, the media, and the intents of the person. */
export class Client {
  private connection: Connection | undefined;
  private clockSkewMs = 0;
  private readonly unwatch: (() => void)[] = [];
  private relays: Relays = { iceServers: [], relayOnly: false };
  private readonly view: SeatView;
  private readonly studio: Studio;
  private readonly screen: Screen;
  private readonly devices: OwnDevices;
  private readonly health: HealthReports;
  private readonly entrance: Entrance;
  private readonly drafts: Drafts;
  private readonly asks: Asks;
  private readonly closing: Closing;
  private readonly consequences: Consequences;
  private readonly parting: Parting;
  private readonly kept = memoryOf(() => window.localStorage);
  readonly calls = callsOfDevice(this.kept, notificationsOfBrowser(), randomId(), () => this.view.tell());
  private readonly traces: Traces;
  private readonly idle: IdleWatch;
  private readonly encrypted: Encrypted;

  constructor(
    entry: Entry,
    tab: Memory,
    private readonly embedded: boolean,
    changed: (view: ClientView) => void,
    forgotten: () => void,
  ) {
    this.view = new SeatView({
      media: () => this.studio.current(),
      follow: (before, after) => this.follow(before, after),
      changed,
    });
    this.encrypted = this.newEncrypted();
    this.traces = new Traces(entry, tab, this.kept, browserPlace, forgotten);
    const { key, memory } = this.traces;
    this.studio = this.newStudio(rememberedDevices(memory, `${key}:devices`));
    this.devices = new OwnDevices(this.studio, memory, `${key}:devices`);
    this.health = new HealthReports(
      () => this.healthNow(),
      (summary) => this.ask({ name: 'reportHealth', args: { summary } }),
    );
    this.drafts = new Drafts(memory, `${key}:answers`);
    this.asks = new Asks(this.view, this.drafts, this.devices, (command) => this.command(command));
    this.entrance = this.newEntrance(entry);
    this.closing = closingOf(this.view, (command) => this.command(command));
    this.idle = watchPerson(
      () => this.connection?.send({ type: 'here' }) ?? false,
      (at) => this.view.signsOutAt(at),
    );
    this.screen = screenOf(this.studio, this.view, this);
    this.consequences = new Consequences(this.studio, this.screen, {
      calls: this.calls,
      stopShare: () => void this.ask({ name: 'stopShare', args: {} }),
    });
    this.parting = this.newParting();
  }

  async start(): Promise<void> {
    if (this.isBarred('unknown')) return;
    const page = {
      offline: () => this.connection?.renew(),
      back: () => this.cameBack(),
      frozen: () => this.connection?.pause(),
      left: () => this.closing.settle(),
    };
    this.unwatch.push(
      watchPage({ window, document }, page),
      this.traces.watch(window, () => this.parting.leftElsewhere()),
    );
    await this.entrance.enter();
  }

  /** Server time now, in milliseconds: countdowns must not depend on the device's clock. */
  now(): number {
    return deviceMs() + this.clockSkewMs;
  }

  /**
   * Sends a command and says in one sentence why, if it was refused.
   *
   * @param saidThere whether, by then, whoever asked says it in their own place
   */
  async command(command: Command, saidThere: () => boolean = () => false): Promise<Outcome> {
    const outcome = await this.ask(command);
    if (outcome.kind === 'reject' && !saidThere()) {
      const { code, detail } = outcome.reject;
      this.view.notice(attention(rejectSentence(command.name, code, detail)));
    }
    return outcome;
  }

  close(): void {
    this.closing.settle();
    this.consequences.end();
    for (const end of this.unwatch.splice(0)) end();
    this.idle.stop();
    this.health.stop();
    this.connection?.stop();
    this.studio.close();
    this.encrypted.close();
  }

  readonly askToJoin = (draft: CheckInDraft | undefined): Promise<CheckInField | undefined> =>
    this.asks.join(draft);
  readonly saveData = (on: boolean): Promise<void> => this.asks.saveData(on);
  readonly stepAway = (away: boolean): Promise<void> => this.asks.stepAway(away);
  readonly vote = (choice: number): Promise<Outcome> => this.asks.vote(choice);
  readonly figures = (): Promise<FiguresBySeat> => this.studio.figures();
  readonly openDevices = (): Promise<void> => this.studio.open();
  readonly draft = (): CheckInDraft => this.drafts.current();
  readonly keepDraft = (answers: CheckInDraft): void => this.drafts.keep(answers);
  readonly wantMicrophone = (wanted: boolean): Promise<void> => this.devices.wantMicrophone(wanted);
  readonly wantCamera = (wanted: boolean): Promise<void> => this.devices.wantCamera(wanted);
  readonly chooseDevices = (choice: DeviceChoice): Promise<void> => this.devices.choose(choice);
  readonly share = (): Promise<void> => this.screen.share();
  readonly stopSharing = (): Promise<void> => this.screen.stop();
  readonly takeScreenOver = (): Promise<void> => this.screen.takeOver();
  readonly leave = (): Promise<void> => this.parting.leave();
  readonly endSoon = (): void => this.closing.begin();
  readonly keepOpen = (): void => this.closing.keepOpen();
  readonly isHere = (): void => this.idle.isHere();
  readonly tryNow = (): void => this.connection?.tryNow();
  readonly readResult = (): void => this.view.apply({ kind: 'result-read' });
  readonly trustLead = (): void => this.encrypted.trustLead();
  /** For tests and support: how many frames were sealed, opened and dropped; figures alone. */
  readonly sealed = (): ReturnType<Encrypted['counts']> => this.encrypted.counts();
  readonly readMessages = (): void => this.view.apply({ kind: 'messages-read' });

  private newStudio(settings: StudioSettings): Studio {
    return new Studio(
      settings,
      ({ changed }) =>
        new AnyBridge(
          () => this.relays,
          {
            changed,
            tell: (frame) => this.tellOfMedia(frame),
            failed: () => this.connection?.renew(),
            speaking: (speaker) => this.hear(speakingSignal(speaker, this.view.state()?.you.id)),
            passage: (passage) => this.view.notice(sentenceFor.passage(passage)),
          },
          undefined,
          this.encrypted.sealer,
        ),
      () => this.view.tell(),
      () => void this.screen.stop(),
      (news) => this.view.notice(sentenceFor.device(news)),
    );
  }

  private newEncrypted(): Encrypted {
    return new Encrypted({
      tell: (word) => this.connection?.send(word) ?? false,
      state: () => this.view.state(),
      notice: (sentence) => this.view.notice(sentence),
      stands: (keys) => this.view.keysAre(keys),
      stop: () => this.studio.leaveRooms(),
    });
  }

  private newEntrance(entry: Entry): Entrance {
    return new Entrance(
      entry,
      () => this.traces.device(),
      this.traces.memory,
      this.traces.key,
      () => this.traces.wasLeft(),
      (ticket) => this.connect(ticket),
      (threshold) => this.view.stands(threshold),
    );
  }

  private newParting(): Parting {
    const { view, traces, entrance, closing, idle, studio } = this;
    return new Parting({
      ...{ view, traces, entrance, closing, idle, studio },
      connection: () => this.connection,
      close: () => this.close(),
    });
  }

  private async ask(command: Command): Promise<Outcome> {
    return (await this.connection?.command(command)) ?? { kind: 'lost' };
  }

  private cameBack(): void {
    this.connection?.check();
    this.consequences.back();
  }

  private tellOfMedia(frame: MediaWord): void {
    const before = this.studio.current().pictures;
    this.studio.answered(frame);
    this.connection?.send(frame);
    if (before && !this.studio.current().pictures) this.view.notice({ ...withoutPictures, spoken: true });
  }

  private connect(ticket: Ticket): void {
    const address = socketAddress(ticket.connect, window.location.href);
    this.connection = new Connection(browserLine(address, ticket.token), {
      frame: (frame) => this.receive(frame),
      line: (line) => {
        if (line.kind !== 'open') this.idle.unwarn();
        if (line.kind !== 'open') this.encrypted.lost();
        this.view.lineIs(line);
      },
    });
    this.connection.start();
    this.health.start();
  }

  private receive(frame: Heard): void {
    // To whoever left, or cannot come in here, a line that comes again says nothing but goodbye.
    if (this.view.isBarred() || (hasLeft(this.view.state()) && frame.type !== 'bye')) return;
    const at = deviceMs();
    switch (frame.type) {
      case 'welcome':
        this.welcomed(frame, at);
        return;
      case 'event':
        this.view.apply({ kind: 'event', frame, at });
        this.encrypted.happened(frame);
        if (frame.event.name === 'share-ended' && frame.event.seat === this.view.state()?.you.id) {
          void this.studio.closeScreen();
        }
        return;
      case 'signal':
        if (frame.signal.name === 'idle') this.idle.warn(frame.signal.secondsLeft);
        this.view.apply({ kind: 'signal', frame, at });
        return;
      case 'media':
        void this.studio.receive(frame);
        return;
      case 'e2ee':
        this.encrypted.heard(frame);
        return;
      case 'claim':
      case 'token':
        this.entrance.told(frame);
        return;
      case 'bye':
        void this.parting.bye(frame);
        return;
    }
  }

  private welcomed(welcome: Welcome, at: number): void {
    if (this.view.state() === undefined && this.isBarred(isAudioOnly(welcome) ? 'unused' : 'used')) {
      void this.parting.giveBack();
      return;
    }
    if (welcome.session.e2ee === 'required' && !canEncrypt()) {
      this.view.bar('encryption');
      void this.parting.giveBack();
      return;
    }
    this.clockSkewMs = Date.parse(welcome.serverTime) - at;
    this.relays = welcome.relays;
    this.view.apply({ kind: 'welcome', welcome, at, microphoneOn: this.studio.isHeard() });
    const state = this.view.state();
    if (state !== undefined) this.encrypted.welcomed(state);
  }

  /** Whether the page around keeps away what the session needs, and then nothing else is shown. */
  private isBarred(cameras: Parameters<typeof barredBy>[1]): boolean {
    const device = this.embedded ? barredBy(forbiddenByPage, cameras) : undefined;
    if (device !== undefined) this.view.bar(device);
    return device !== undefined;
  }

  private follow(before: SessionState | undefined, after: SessionState): void {
    // First of all: no track may be sent before it is known that it has to be sealed.
    this.encrypted.changed(after);
    this.consequences.follow(before, after);
    this.idle.speaks(after.speaking === after.you.id && this.studio.isHeard());
  }

  /** Nothing where there is nothing to tell of, and nothing while the line is lost: it would be old when it comes. */
  private healthNow(): HealthSummary | undefined {
    const inside = isInside(this.view.state()?.you.place ?? 'away');
    return inside && this.view.online() ? this.studio.health() : undefined;
  }

  private hear(signal: Signal): void {
    this.view.apply({ kind: 'signal', frame: { type: 'signal', signal }, at: deviceMs() });
  }
}
