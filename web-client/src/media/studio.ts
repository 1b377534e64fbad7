import { steadyMs } from '../clock';
import type { Grants, HealthSummary, MediaFrame } from '../protocol/frames';
import { devicesOfBrowser, isOn, type DeviceChoice, type Devices } from './devices';
import { LineCare } from './line-care';
import { withoutCameras, type MediaNews, type MediaView, type StudioSettings } from './media-view';
import { OwnDevice, type What } from './own-device';
import { takesPictures } from './pictures';
import type { FiguresBySeat, MediaListener, MediaSession, MediaWord } from './session';
import { flowBetween, lineLevel, withoutHeld } from './stats';

export type { MediaNews, MediaView, StudioSettings } from './media-view';

const lookEveryMs = 2000;

/** Microphone, camera and screen of this device, and the media that come in. */
export class Studio {
  private view: MediaView;
  private readonly session: MediaSession;
  private grants: Grants = { microphone: true, camera: true, chat: true };
  private lastFigures: FiguresBySeat = {};
  private lastHealth: HealthSummary | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly microphone: OwnDevice;
  private readonly camera: OwnDevice;
  private readonly unwatchDevices: () => void;
  private readonly care = new LineCare();
  private lineCarries = true;
  private closed = false;

  constructor(
    settings: StudioSettings,
    session: (listener: Pick<MediaListener, 'changed'>) => MediaSession,
    private readonly changed: (view: MediaView) => void,
    private readonly screenEnded: () => void,
    private readonly news: (news: MediaNews) => void = () => undefined,
    private readonly devices: Devices = devicesOfBrowser,
    private readonly nowMs: () => number = steadyMs,
  ) {
    this.view = {
      microphone: { kind: 'idle' },
      camera: { kind: 'idle' },
      ...settings,
      lessAsked: false,
      audioOnly: false,
      devices: { microphones: [], cameras: [] },
      remote: {},
      flow: {},
      told: {},
      line: 'none',
      pictures: true,
      passage: 'open',
      lineLow: false,
    };
    this.session = session({
      changed: () =>
        this.set({
          remote: this.session.remote(),
          told: this.session.told(),
          passage: this.session.passage(),
        }),
    });
    this.askForCameras();
    this.microphone = this.device('microphone', devices.openMicrophone, () => true);
    this.camera = this.device('camera', devices.openCamera, () => this.wantsCamera());
    this.unwatchDevices = devices.watch(() => void this.devicesChanged());
    this.timer = setInterval(() => void this.look(), lookEveryMs);
  }

  current(): MediaView {
    return this.view;
  }

  async open(): Promise<void> {
    await Promise.all([this.microphone.open(), this.openCamera()]);
    await this.refreshDevices();
  }

  /** True where this person is heard if they speak: it is wanted and allowed, and something comes of the device. */
  isHeard(): boolean {
    return this.view.microphoneWanted && this.grants.microphone && isOn(this.view.microphone);
  }

  /** The page is back in front: what a call, a lock or another app took is taken up again. */
  async revive(): Promise<void> {
    await Promise.all([this.microphone.revive(), this.camera.revive()]);
  }

  receive(frame: MediaFrame): Promise<void> {
    return this.session.receive(frame);
  }

  /** The engine's word on what may be sent; the bridge enforces it, we only stop wasting the line. */
  async allow(grants: Grants): Promise<void> {
    if (grants.microphone === this.grants.microphone && grants.camera === this.grants.camera) return;
    this.grants = grants;
    if (!grants.microphone) this.set({ microphoneWanted: false });
    if (!grants.camera) await this.wantCamera(false);
    await this.send();
  }

  saveData(on: boolean): void {
    this.set({ saveData: on });
    this.askForCameras();
  }

  /** Whether staff ask for less, which does to cameras what the person's own choice does. */
  askForLess(on: boolean): void {
    if (on === this.view.lessAsked) return;
    this.set({ lessAsked: on });
    this.askForCameras();
  }

  async wantMicrophone(wanted: boolean): Promise<void> {
    this.set({ microphoneWanted: wanted });
    if (wanted && !isOn(this.view.microphone)) await this.microphone.open();
    await this.send();
  }

  /** Whether the session uses no cameras. One that is on goes out; after it, each stays out until its owner starts it. */
  audioOnly(on: boolean): void {
    if (on === this.view.audioOnly) return;
    this.set(on ? { audioOnly: true } : { audioOnly: false, cameraWanted: false });
    if (this.view.camera.kind !== 'idle') this.camera.off('idle');
  }

  async wantCamera(wanted: boolean): Promise<void> {
    if (this.view.audioOnly) return;
    this.set({ cameraWanted: wanted });
    await this.openCamera();
    await this.send();
  }

  async choose(choice: DeviceChoice): Promise<void> {
    const before = this.view.choice;
    this.set({ choice: { ...before, ...choice } });
    if (choice.microphone !== undefined) await this.microphone.open();
    if (choice.camera !== undefined && this.wantsCamera()) await this.camera.open();
  }

  /** Asks the browser for a screen. Needs a touch or a key just before; rejects as getDisplayMedia does. */
  async openScreen(): Promise<void> {
    const track = await this.devices.openScreen();
    track.addEventListener('ended', () => {
      if (this.view.screen !== track) return;
      void this.closeScreen();
      this.screenEnded();
    });
    this.set({ screen: track });
    await this.send();
  }

  async closeScreen(): Promise<void> {
    this.view.screen?.stop();
    const { screen: _gone, ...rest } = this.view;
    this.view = rest;
    this.changed(this.view);
    await this.send();
  }

  leaveRooms(): void {
    this.session.close();
    this.set({ flow: {} });
  }

  close(): void {
    clearInterval(this.timer);
    this.unwatchDevices();
    this.session.close();
    this.closed = true;
    this.microphone.off('idle');
    this.camera.off('idle');
    this.view.screen?.stop();
    const { screen: _gone, ...rest } = this.view;
    this.view = rest;
  }

  figures(): Promise<FiguresBySeat> {
    return this.session.figures();
  }

  /** The newest look at our own line, if there is a connection to look at. */
  health(): HealthSummary | undefined {
    if (this.lastHealth === undefined || this.view.pictures) return this.lastHealth;
    return { ...this.lastHealth, pictures: false };
  }

  /** Reads off our own answer to an offer whether this browser takes pictures at all. */
  answered(word: MediaWord): void {
    if (word.name !== 'answer') return;
    const pictures = takesPictures(word.sdp);
    if (pictures !== this.view.pictures) this.set({ pictures });
  }

  private device(
    what: What,
    open: (deviceId: string | undefined) => Promise<MediaStreamTrack>,
    wanted: () => boolean,
  ): OwnDevice {
    return new OwnDevice(what, {
      open: () => open(this.view.choice[what]),
      forbidden: () => this.devices.forbidden(what),
      wanted: () => wanted() && !this.closed,
      chosen: () => this.view.choice[what],
      changed: (capture) => {
        this.set(what === 'microphone' ? { microphone: capture } : { camera: capture });
        // The old track goes on until the new one is there.
        if (capture.kind !== 'asking') void this.send();
      },
      news: this.news,
    });
  }

  private async openCamera(): Promise<void> {
    if (this.wantsCamera()) await this.camera.open();
    else this.camera.off(this.view.audioOnly ? 'idle' : 'off');
  }

  private wantsCamera(): boolean {
    return this.view.cameraWanted && !this.view.audioOnly;
  }

  private async devicesChanged(): Promise<void> {
    await this.refreshDevices();
    const { microphones, cameras } = this.view.devices;
    await Promise.all([
      this.microphone.devicesChanged(microphones.map(({ deviceId }) => deviceId)),
      this.camera.devicesChanged(cameras.map(({ deviceId }) => deviceId)),
    ]);
  }

  private async refreshDevices(): Promise<void> {
    try {
      this.set({ devices: await this.devices.list() });
    } catch {
      // Without a list the chosen devices still work; there is only nothing to choose from.
    }
  }

  private async send(): Promise<void> {
    const { microphone, camera, screen, microphoneWanted } = this.view;
    const speaks = microphone.kind === 'on' && microphoneWanted && this.grants.microphone;
    const shows = camera.kind === 'on' && this.wantsCamera() && this.grants.camera;
    await this.session.setOwn({
      ...(speaks ? { microphone: microphone.track } : {}),
      ...(shows ? { camera: camera.track } : {}),
      ...(screen === undefined ? {} : { screen }),
    });
  }

  private async look(): Promise<void> {
    const health = await this.session.health();
    this.lastHealth = health;
    if (health === undefined) {
      if (this.view.line !== 'none') this.set({ line: 'none' });
      return;
    }
    const figures = await this.figures();
    const { told, lineLow, flow: before } = this.view;
    const found = flowBetween(this.lastFigures, figures);
    const flow = lineLow ? found : withoutHeld(found, before, told);
    this.lastFigures = figures;
    const { line } = health;
    if (JSON.stringify(flow) !== JSON.stringify(this.view.flow) || line !== this.view.line)
      this.set({ flow, line });
    this.mindLine();
  }

  /** Steps down where the line has no room for pictures, and back; whoever sees none by choice is told nothing of it. */
  private mindLine(): void {
    const { line, told, audioOnly } = this.view;
    const { say, low, cameras } = this.care.look(
      withoutCameras(this.view) || audioOnly ? 'fine' : lineLevel(line, told),
      this.nowMs(),
    );
    if (say !== undefined) this.news({ kind: 'line', word: say });
    this.lineCarries = cameras;
    this.askForCameras();
    if (low !== this.view.lineLow) this.set({ lineLow: low });
  }

  private askForCameras(): void {
    this.session.wantCameras(!withoutCameras(this.view) && this.lineCarries);
  }

  private set(change: Partial<MediaView>): void {
    this.view = { ...this.view, ...change };
    this.changed(this.view);
  }
}
