import type { RemoteTracks } from './session';

/** The part of an audio element that plays one person. */
export interface Player {
  readonly paused: boolean;
  onpause: (() => void) | null;
  play(): Promise<void>;
  /** Stops for good. */
  drop(): void;
}

/**
 * Plays what others say. A browser may want a touch first, and a call or another app stops what plays: then `silent` is
 * told, and {@link again} starts what can be started.
 */
export class Players {
  private readonly players = new Map<string, { readonly track: MediaStreamTrack; readonly player: Player }>();

  constructor(
    private readonly make: (track: MediaStreamTrack) => Player,
    private readonly silent: (silent: boolean) => void,
  ) {}

  show(remote: RemoteTracks): void {
    for (const [seat, { track }] of [...this.players]) {
      if (remote[seat]?.microphone !== track) this.drop(seat);
    }
    for (const [seat, { microphone }] of Object.entries(remote)) {
      if (microphone !== undefined && !this.players.has(seat)) this.play(seat, microphone);
    }
  }

  /** Starts everything that stands still. */
  async again(): Promise<void> {
    const still = [...this.players.values()].filter(({ player }) => player.paused);
    try {
      await Promise.all(still.map(({ player }) => player.play()));
      this.silent(false);
    } catch {
      // Not yet: the browser still wants a touch, or the call still goes on.
    }
  }

  close(): void {
    for (const seat of [...this.players.keys()]) this.drop(seat);
    this.silent(false);
  }

  private play(seat: string, track: MediaStreamTrack): void {
    const player = this.make(track);
    this.players.set(seat, { track, player });
    player.onpause = () => {
      if (this.players.get(seat)?.player === player) this.silent(true);
    };
    player.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.silent(true);
    });
  }

  private drop(seat: string): void {
    const known = this.players.get(seat);
    this.players.delete(seat);
    known?.player.drop();
  }
}

export function playerInPage(track: MediaStreamTrack): Player {
  const audio = new Audio();
  audio.autoplay = true;
  audio.srcObject = new MediaStream([track]);
  const player: Player = {
    get paused() {
      return audio.paused;
    },
    onpause: null,
    play: () => audio.play(),
    drop: () => (audio.srcObject = null),
  };
  audio.addEventListener('pause', () => player.onpause?.());
  return player;
}
