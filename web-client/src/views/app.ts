import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { deviceMs } from '../clock';
import { EmbedBridge } from '../embed/bridge';
import type { FromPage } from '../embed/messages';
import { isInside, isStaff, type FormAnswers } from '../protocol/frames';
import { addressOfCheckIn, checkInEntryOf, type CheckInEntry } from '../session/check-in-entry';
import { CheckInLink, type CheckInStand } from '../session/check-in-link';
import { Client } from '../session/client';
import type { ClientView } from '../session/client-view';
import { addressOf, entryOf, type Entry } from '../session/entry';
import { memoryOf, randomId } from '../session/memory';
import { timeLeftWords } from '../session/sentences';
import { ArElement, define } from './element';
import { closedDoor, ending } from './endings';
import { focusMain } from './focus';
import { fetchSample, landing, type Sample } from './landing';
import type { RoomModel } from './model';
import { orderWords } from './waiting-room';
import './announcer';
import './check-in-page';
import './diagnosis';
import './preparation';
import './reconnect-card';
import './room';
import './staff-room';
import './still-here';

/** Silence shorter than this is not worth a word. */
export const silentMs = 2000;

/** The whole page: finds out who comes, and shows the one screen that is right now. */
export class App extends ArElement {
  @state() private view: ClientView | undefined;
  @state() private sample: Sample | 'none' | undefined;
  @state() private stand: CheckInStand | undefined;
  @state() private tick = 0;
  private link: CheckInLink | undefined;
  private client: Client | undefined;
  private entry: Entry | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private shown = '';
  private readonly tabMemory = memoryOf(() => window.sessionStorage);
  private readonly bridge = new EmbedBridge(window, (wish) => this.obey(wish));

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => (this.tick += 1), 1000);
    this.entry = entryOf(window.location);
    const checkIn = checkInEntryOf(window.location);
    if (checkIn !== undefined) {
      this.checkIn(checkIn);
      return;
    }
    if (this.entry === undefined) {
      void fetchSample().then((sample) => (this.sample = sample ?? 'none'));
      return;
    }
    const address = addressOf(this.entry, window.location);
    // A code in the path would be sent along with every request; in the fragment it stays here. An assertion names somebody.
    if (address !== window.location.pathname + window.location.hash)
      window.history.replaceState(null, '', address);
    if (this.entry.theme !== undefined) document.documentElement.dataset['theme'] = this.entry.theme;
    this.bridge.start();
    this.open(this.entry);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
    this.bridge.stop();
    this.client?.close();
  }

  protected override updated(): void {
    const screen = this.screenKey();
    if (screen === this.shown) return;
    this.shown = screen;
    // A new screen is read from its heading on; the controls keep the focus through a move between places.
    if (document.activeElement?.closest('.controls') instanceof HTMLElement) return;
    requestAnimationFrame(() => this.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true }));
  }

  protected override render(): TemplateResult {
    if (this.stand !== undefined) {
      return html`<ar-check-in-page
        .stand=${this.stand}
        .send=${(answers: FormAnswers) => void this.link?.send(answers)}
      ></ar-check-in-page>`;
    }
    if (this.entry === undefined) {
      if (this.sample === undefined) return closedDoor('joining');
      return this.sample === 'none' ? closedDoor('no-link') : landing(this.sample);
    }
    const view = this.view;
    if (view === undefined) return closedDoor('joining');
    switch (view.kind) {
      case 'joining':
      case 'incomplete':
      case 'refused':
      case 'unreachable':
      case 'signed-out':
      case 'asking':
      case 'denied':
      case 'taken-over':
        return closedDoor(view.kind);
      case 'blocked':
        if (view.device === 'encryption') return closedDoor('cannot-encrypt');
        return html`<ar-diagnosis
          .device=${view.device}
          .address=${this.entry.code === '' ? '' : window.location.href}
          .origin=${window.location.origin}
          .storage=${this.tabMemory.lasting}
        ></ar-diagnosis>`;
      case 'session':
        return this.session(view);
    }
  }

  private session(view: Extract<ClientView, { kind: 'session' }>): TemplateResult {
    const model = this.modelOf(view);
    if (model === undefined) return closedDoor('joining');
    const { notices } = view.state;
    const order = view.state.you.place === 'waiting' ? orderWords(view.state) : '';
    const timed = order === '' ? timeLeftWords(view.state, model.now) : order;
    const lost =
      view.state.ending === undefined && view.line.kind === 'lost' ? deviceMs() - view.line.since : 0;
    return html`<a class="skip" href="#main" @click=${this.skip}>Skip to the room</a>
      <div class="screen" ?inert=${lost > silentMs}>${screen(model, () => this.comeBack())}</div>
      ${lost > silentMs ? html`<ar-reconnect-card .model=${model} .seconds=${Math.floor(lost / 1000)}></ar-reconnect-card>` : nothing}
      ${stillHere(view, () => this.client?.isHere())}
      <ar-announcer .notices=${notices} .extra=${timed}></ar-announcer>`;
  }

  private modelOf(view: Extract<ClientView, { kind: 'session' }>): RoomModel | undefined {
    const client = this.client;
    if (client === undefined) return undefined;
    const locale = this.entry?.locale ?? navigator.language;
    return {
      state: view.state,
      line: view.line,
      media: view.media,
      ...(view.keys === undefined ? {} : { keys: view.keys }),
      now: client.now(),
      locale,
      intents: client,
      ...(view.endingAt === undefined ? {} : { endingAt: view.endingAt }),
    };
  }

  private open(entry: Entry): void {
    this.client?.close();
    const client = new Client(
      entry,
      this.tabMemory,
      this.bridge.embedded,
      (view) => {
        if (client !== this.client) return;
        this.view = view;
        this.bridge.follow(view);
      },
      () => this.bridge.forgotten(),
    );
    this.client = client;
    window.__anteroomStats = () => client.figures();
    window.__anteroomSealed = () => client.sealed();
    void client.start();
  }

  private checkIn(entry: CheckInEntry): void {
    window.history.replaceState(null, '', addressOfCheckIn(entry));
    this.link = new CheckInLink(
      entry.code,
      randomId(),
      (input, init) => fetch(input, init),
      (stand) => (this.stand = stand),
    );
    this.stand = { kind: 'opening' };
    void this.link.open();
  }

  private comeBack(): void {
    if (this.entry !== undefined) this.open(this.entry);
  }

  private obey(wish: FromPage): void {
    const view = this.view;
    if (view?.kind !== 'session') return;
    switch (wish.kind) {
      case 'join':
        if (view.state.ending?.code === 'replaced') this.comeBack();
        return;
      case 'leave':
        if (view.state.ending === undefined) void this.client?.leave();
        return;
      case 'mute':
        void this.client?.wantMicrophone(!wish.on);
        return;
    }
  }

  private screenKey(): string {
    if (this.stand !== undefined) return this.stand.kind === 'sending' ? 'asking' : this.stand.kind;
    if (this.view === undefined || this.view.kind !== 'session')
      return this.view?.kind ?? String(this.sample === undefined);
    const { you, ending: end } = this.view.state;
    return end?.code ?? you.place;
  }

  private readonly skip = (event: Event): void => {
    event.preventDefault();
    focusMain(this);
  };
}

/** The one screen for where the seat is. */
export function screen(model: RoomModel, comeBack: () => void): TemplateResult {
  const { state } = model;
  if (state.ending !== undefined) return ending(state, comeBack);
  if (isInside(state.you.place)) {
    return isStaff(state.you.role)
      ? html`<ar-staff-room .model=${model}></ar-staff-room>`
      : html`<ar-room .model=${model}></ar-room>`;
  }
  const stepped = state.you.place === 'away' && (state.steppedAway || state.queue !== undefined);
  if (state.you.place === 'waiting' || stepped)
    return html`<ar-waiting-room .model=${model}></ar-waiting-room>`;
  return html`<ar-preparation .model=${model}></ar-preparation>`;
}

/** The question whether somebody is there, for as long as it stands. */
function stillHere(
  { signOutAt, state }: Extract<ClientView, { kind: 'session' }>,
  here: () => void,
): TemplateResult {
  const open = signOutAt !== undefined && state.ending === undefined;
  const seconds = Math.max(0, Math.ceil(((signOutAt ?? 0) - deviceMs()) / 1000));
  return html`<ar-still-here ?open=${open} .secondsLeft=${seconds} .here=${here}></ar-still-here>`;
}

declare global {
  interface Window {
    /** For tests and support: what arrives per remote seat, as numbers; no names. */
    __anteroomStats?: Client['figures'];
    __anteroomSealed?: Client['sealed'];
  }
}

define('ar-app', App);
