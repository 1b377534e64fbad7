import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Claim } from '../protocol/frames';
import { fullNameOf, placeName, type SessionState } from '../session/state';
import { roughly, sinceSeconds } from '../session/time';
import { icon } from './icon';
import type { RoomModel } from './model';

const kinds = { phone: 'A phone', tablet: 'A tablet', computer: 'A computer' } as const;

/** The devices that ask to take a seat over, marked as what they are: nobody knows yet whose they are. */
export function claimCards(model: RoomModel): TemplateResult {
  return html`${repeat(
    model.state.claims,
    ({ claim }) => claim,
    (claim) => card(model, claim),
  )}`;
}

function card({ state, now, intents }: RoomModel, claim: Claim): TemplateResult {
  const seat = state.seats[claim.seat];
  const name = seat === undefined ? 'Someone' : fullNameOf(seat);
  const answer = (allow: boolean): void =>
    void intents.command({ name: 'answerClaim', args: { claim: claim.claim, allow } });
  return html`<article class="need attention" aria-label=${`Another device with the link of ${name}`}>
    ${icon('info')}
    <p>
      <b>Another device with the link of <bdi>${name}</bdi></b
      ><br />${deviceWords(claim, now)} ${whereWords(state, claim.seat)} Ask <bdi>${name}</bdi> before you
      allow it.
    </p>
    <div class="need-actions">
      <button type="button" class="button outlined" @click=${() => answer(true)}>Give it the seat</button>
      <button type="button" class="button text berry" @click=${() => answer(false)}>Do not</button>
    </div>
  </article>`;
}

function deviceWords({ kind, askedAt }: Claim, now: number): string {
  const what = kind === undefined ? 'A device' : kinds[kind];
  return askedAt === undefined ? `${what}.` : `${what}, asking for ${roughly(sinceSeconds(askedAt, now))}.`;
}

function whereWords(state: SessionState, id: string): string {
  const seat = state.seats[id];
  if (seat === undefined || !seat.connected) return 'Nobody is connected in that seat now.';
  return seat.place === 'away'
    ? 'The seat is connected, and not here yet.'
    : `The seat is connected: ${placeName(state, seat.place)}.`;
}
