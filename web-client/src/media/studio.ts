import type { Grants, HealthSummary, MediaFrame } from '../protocol/frames';
import {
  forbiddenByPage,
  listDevices,
  openCamera,
  openMicrophone,
  openScreen,
  troubleOf,
  type Capture,
  type DeviceChoice,
  type DeviceLists,
} from './devices';
import type {
  FiguresBySeat,
  MediaListener,
  MediaSession,
  Passage,
  RemoteTracks,
  ToldBySeat,
} from './session';
import { flowBetween, type Flow } from './stats';

/** What the views show of media. A new object whenever something changed. */
export interface MediaView {
  readonly microphone: Capture;
  readonly camera: Capture;
  /** What the person wants; what is sent also needs the grant and the device. */
  readonly microphoneWanted: boolean;
  readonly cameraWanted: boolean;
  readonly choice: DeviceChoice;
  readonly devices: DeviceLists;
  readonly remote: RemoteTracks;
  readonly flow: Flow;
  readonly told: ToldBySeat;
  readonly line: HealthSummary['line'];
  readonly passage: Passage;
  readonly screen?: MediaStreamTrack;
}

export interface StudioSettings {
  readonly microphoneWanted: boolean;
  readonly cameraWanted: boolean;
  readonly choice: DeviceChoice;
}

const lookEveryMs = 2000;

/** Microphone, camera and screen of this device, and the media that come in. */
export class Studio {
  private view: MediaView;
  private readonly session: MediaSession;
  private grants: Grants = { microphone: true, camera: true, chat: true };
  private lastFigures: FiguresBySeat = {};
  private lastHealth: HealthSummary | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    settings: StudioSettings,
    session: (listener: Pick<MediaListener, 'changed'>) => MediaSession,
    private readonly changed: (view: MediaView) => void,
    private readonly screenEnded: () => void,
  ) {
    this.view = {
      microphone: { kind: 'idle' },
      camera: { kind: 'idle' },
      ...settings,
      devices: { microphones: [], cameras: [] },
      remote: {},
      flow: {},
      told: {},
      line: 'good',
      passage: 'open',
    };
    this.session = session({
      changed: () =>
        this.set({
          remote: this.session.remote(),
          told: this.session.told(),
          passage: this.session.passage(),
        }),
    });
    this.timer = setInterval(() => void this.look(), lookEveryMs);
  }

  current(): MediaView {
    return this.view;
  }

  async open(): Promise<void> {
    await Promise.all([this.openMicrophone(), this.openCamera()]);
    await this.refreshDevices();
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

  async wantMicrophone(wanted: boolean): Promise<void> {
    this.set({ microphoneWanted: wanted });
    if (wanted && this.view.microphone.kind !== 'on') await this.openMicrophone();
    await this.send();
  }

  async wantCamera(wanted: boolean): Promise<void> {
    this.set({ cameraWanted: wanted });
    if (wanted) await this.openCamera();
    else if (this.view.camera.kind === 'on') {
      // Stopping the track puts the camera's light out.
      this.view.camera.track.stop();
      this.set({ camera: { kind: 'off' } });
    }
    await this.send();
  }

  async choose(choice: DeviceChoice): Promise<void> {
    const before = this.view.choice;
    this.set({ choice: { ...before, ...choice } });
    if (choice.microphone !== undefined) await this.openMicrophone();
    if (choice.camera !== undefined && this.view.cameraWanted) await this.openCamera();
  }

  /** Asks the browser for a screen. Needs a touch or a key just before; rejects as getDisplayMedia does. */
  async openScreen(): Promise<void> {
    const track = await openScreen();
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
    this.session.close();
    for (const capture of [this.view.microphone, this.view.camera])
      if (capture.kind === 'on') capture.track.stop();
    this.view.screen?.stop();
    const { screen: _gone, ...rest } = this.view;
    this.view = { ...rest, microphone: { kind: 'idle' }, camera: { kind: 'idle' } };
  }

  figures(): Promise<FiguresBySeat> {
    return this.session.figures();
  }

  /** The newest look at our own line, if there is a connection to look at. */
  health(): HealthSummary | undefined {
    return this.lastHealth;
  }

  private async openMicrophone(): Promise<void> {
    const old = this.view.microphone;
    this.set({ microphone: { kind: 'asking' } });
    this.set({ microphone: await capture('microphone', () => openMicrophone(this.view.choice.microphone)) });
    if (old.kind === 'on') old.track.stop();
    await this.send();
  }

  private async openCamera(): Promise<void> {
    if (!this.view.cameraWanted) {
      this.set({ camera: { kind: 'off' } });
      return;
    }
    const old = this.view.camera;
    if (old.kind === 'on') old.track.stop();
    this.set({ camera: { kind: 'asking' } });
    const opened = await capture('camera', () => openCamera(this.view.choice.camera));
    if (opened.kind === 'on' && !this.view.cameraWanted) {
      // Turned off again while the browser was still asking.
      opened.track.stop();
      this.set({ camera: { kind: 'off' } });
      return;
    }
    this.set({ camera: opened });
    await this.send();
  }

  private async refreshDevices(): Promise<void> {
    try {
      this.set({ devices: await listDevices() });
    } catch {
      // Without a list the chosen devices still work; there is only nothing to choose from.
    }
  }

  private async send(): Promise<void> {
    const { microphone, camera, screen, microphoneWanted, cameraWanted } = this.view;
    const speaks = microphone.kind === 'on' && microphoneWanted && this.grants.microphone;
    const shows = camera.kind === 'on' && cameraWanted && this.grants.camera;
    await this.session.setOwn({
      ...(speaks ? { microphone: microphone.track } : {}),
      ...(shows ? { camera: camera.track } : {}),
      ...(screen === undefined ? {} : { screen }),
    });
  }

  private async look(): Promise<void> {
    const health = await this.session.health();
    if (health === undefined) return;
    const figures = await this.figures();
    const flow = flowBetween(this.lastFigures, figures);
    this.lastFigures = figures;
    this.lastHealth = health;
    const { line } = health;
    if (JSON.stringify(flow) !== JSON.stringify(this.view.flow) || line !== this.view.line)
      this.set({ flow, line });
  }

  private set(change: Partial<MediaView>): void {
    this.view = { ...this.view, ...change };
    this.changed(this.view);
  }
}

async function capture(
  feature: 'microphone' | 'camera',
  open: () => Promise<MediaStreamTrack>,
): Promise<Capture> {
  if (forbiddenByPage(feature)) return { kind: 'trouble', trouble: 'policy' };
  try {
    return { kind: 'on', track: await open() };
  } catch (error) {
    return { kind: 'trouble', trouble: troubleOf(error) };
  }
}
