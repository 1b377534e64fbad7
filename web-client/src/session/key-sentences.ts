import type { Alarm } from './key-words';
import { isolated, seatName, type SessionState } from './state';
import { alarm, attention, type Sentence } from './tones';

/** What people are told of encryption when it is not as it has to be. */

export function alarmed(
  state: SessionState | undefined,
  what: Alarm | { readonly kind: 'broken' },
): Sentence {
  const name = (seat: string): string => (state === undefined ? 'Someone' : isolated(seatName(state, seat)));
  switch (what.kind) {
    case 'lead-changed':
      if (what.seat === state?.you.id)
        return alarm(
          'The service says that you lead this session, and nobody of the team confirms it. Sound and picture stop. Tell your team.',
        );
      return alarm(
        `The device of ${name(what.seat)} changed, and nobody of the team confirms it. Sound and picture stop until you compare the five words with ${name(what.seat)}.`,
      );
    case 'not-us':
      return alarm(
        'The service shows others a device for you that is not this one. Tell your team, by phone if you can.',
      );
    case 'roster':
      return alarm(
        `You and ${name(what.seat)} are told different things about who is here. You do not see or hear each other. Tell your team.`,
      );
    case 'forged':
      return alarm(
        `A key that claims to be from ${name(what.seat)} is not theirs. It is not used. Tell your team.`,
      );
    case 'stranger':
      return alarm(
        'A device that nobody of the team confirms tries to be heard here. It is not. Tell your team.',
      );
    case 'back':
      return alarm(
        'The service shows an older state of this room again. Sound and picture stop. Tell your team.',
      );
    case 'broken':
      return alarm('Encryption does not work in this page. Nothing is sent or shown. Load the page again.');
  }
}

export function newDevice(state: SessionState | undefined, seat: string): Sentence {
  const name = state === undefined ? 'Someone' : isolated(seatName(state, seat));
  return attention(`${name} is here with a new device. Make sure that it is them.`);
}
