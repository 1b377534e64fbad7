import { deviceMs } from '../clock';
import type { Studio } from '../media/studio';
import type { Command } from '../protocol/frames';
import { laterInBrowser } from './browser';
import { Closing } from './closing';
import type { Outcome } from './connection';
import { screenRefused } from './device-sentences';
import { Screen } from './screen';
import type { SeatView } from './seat-view';

/** Parts of a client, tied to its view. */

interface Speaker {
  now(): number;
  command(command: Command): Promise<Outcome>;
}

export function closingOf(view: SeatView, command: Speaker['command']): Closing {
  return new Closing({
    later: laterInBrowser,
    now: deviceMs,
    end: () => void command({ name: 'end', args: {} }),
    changed: (at) => view.endsAt(at),
  });
}

export function screenOf(studio: Studio, view: SeatView, speaker: Speaker): Screen {
  return new Screen(studio, {
    you: () => view.state()?.you,
    now: () => speaker.now(),
    command: (command) => speaker.command(command),
    asked: (asked) => view.apply({ kind: 'share-asked', asked }),
    refused: (name) => view.notice(screenRefused(name)),
  });
}
