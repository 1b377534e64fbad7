import type { DeviceChoice } from '../media/devices';
import type { Studio } from '../media/studio';
import type { Memory } from './memory';

/** What a person wants of their own microphone and camera, remembered for this tab. */
export class OwnDevices {
  constructor(
    private readonly studio: Studio,
    private readonly memory: Memory,
    private readonly key: string,
  ) {}

  async wantMicrophone(wanted: boolean): Promise<void> {
    await this.kept(this.studio.wantMicrophone(wanted));
  }

  async wantCamera(wanted: boolean): Promise<void> {
    await this.kept(this.studio.wantCamera(wanted));
  }

  async choose(choice: DeviceChoice): Promise<void> {
    await this.kept(this.studio.choose(choice));
  }

  async saveData(on: boolean): Promise<void> {
    this.studio.saveData(on);
    await this.kept(Promise.resolve());
  }

  /** Kept at once and not when it is done: whoever mutes and reloads comes back muted. */
  private async kept(wish: Promise<void>): Promise<void> {
    const { microphoneWanted, cameraWanted, choice, saveData } = this.studio.current();
    this.memory.set(this.key, JSON.stringify({ microphoneWanted, cameraWanted, choice, saveData }));
    await wish;
  }
}
