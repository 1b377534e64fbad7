import { describe, expect, it } from 'vitest';
import { Players, type Player } from './players';
import type { RemoteTracks } from './session';

class FakePlayer implements Player {
  paused = true;
  dropped = false;
  onpause: (() => void) | null = null;
  constructor(private readonly phone: Phone) {}

  async play(): Promise<void> {
    if (this.phone.refuses) throw new DOMException('touch first', 'NotAllowedError');
    this.paused = false;
  }

  stopped(): void {
    this.paused = true;
    this.onpause?.();
  }

  drop(): void {
    this.dropped = true;
    this.stopped();
  }
}

class Phone {
  refuses = false;
  silent = false;
  readonly made: FakePlayer[] = [];
  readonly players = new Players(
    () => {
      const player = new FakePlayer(this);
      this.made.push(player);
      return player;
    },
    (silent) => (this.silent = silent),
  );
}

function remote(...seats: readonly string[]): RemoteTracks {
  return Object.fromEntries(seats.map((seat) => [seat, { microphone: (tracks[seat] ??= track(seat)) }]));
}

const tracks: Record<string, MediaStreamTrack> = {};

function track(id: string): MediaStreamTrack {
  return { id } as MediaStreamTrack;
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

describe('the sound of others', () => {
  it('stoppedByACall_isSaid_andComesBack', async () => {
    const phone = new Phone();
    phone.players.show(remote('ana', 'june'));
    await settled();
    phone.made[0]?.stopped();
    expect(phone.silent).toBe(true);
    phone.refuses = true;
    await phone.players.again();
    expect(phone.silent).toBe(true);
    phone.refuses = false;
    await phone.players.again();
    expect([phone.silent, phone.made.map(({ paused }) => paused)]).toEqual([false, [false, false]]);
  });

  it('thatWantsATouchFirst_isSaid', async () => {
    const phone = new Phone();
    phone.refuses = true;
    phone.players.show(remote('ana'));
    await settled();
    expect(phone.silent).toBe(true);
  });

  it('ofSomebodyWhoLeaves_isDropped_whichIsNoInterruption', async () => {
    const phone = new Phone();
    phone.players.show(remote('ana', 'june'));
    await settled();
    phone.players.show(remote('june'));
    expect([phone.silent, phone.made.map(({ dropped }) => dropped)]).toEqual([false, [true, false]]);
  });
});
