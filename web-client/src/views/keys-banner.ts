import { html, nothing, type TemplateResult } from 'lit';
import { seatName } from '../session/state';
import { icon } from './icon';
import type { RoomModel } from './model';

/** The lock, with words that say what it is and is not, and the lead's five words to compare aloud. */
export function keysBanner(model: RoomModel): TemplateResult | typeof nothing {
  const { keys, state } = model;
  if (keys === undefined) return nothing;
  if (keys.kind === 'doubtful') return doubt(model);
  if (keys.kind === 'waiting')
    return html`<div class="banner attention keys-banner">
      ${icon('lock')}
      <p>
        This session is end-to-end encrypted. Sound and picture begin when your team confirms this device.
      </p>
    </div>`;
  const mine = keys.lead?.seat === state.you.id;
  return html`<div class="banner quiet keys-banner">
    ${icon('lock')}
    <details>
      <summary>End-to-end encrypted</summary>
      <p>
        Sound, pictures and screens open on the pages of the people here alone, not on the way between them.
        Chat, notes and forms stay with the service, which keeps them as its record; it also sees who is here
        and when. It does not protect from whoever changes the program of this page.
      </p>
      ${
        keys.words === undefined
          ? nothing
          : html`<p>
              ${mine ? 'Read these words aloud, so that others can compare:' : html`<bdi>${leadName(model)}</bdi> has these words, if nobody is in between:`}
              <b class="five-words" lang="en">${keys.words.join(' · ')}</b>
            </p>`
      }
      ${
        keys.without.length === 0
          ? nothing
          : html`<p>Not confirmed yet, and neither seen nor heard: ${keys.without.length}.</p>`
      }
    </details>
  </div>`;
}

function doubt(model: RoomModel): TemplateResult {
  const { keys, intents } = model;
  return html`<div class="banner alarm keys-banner" role="alert">
    ${icon('warning')}
    <p>
      <bdi>${leadName(model)}</bdi> has another device than before, and nobody of the team confirms it.
      Compare these words with them, aloud or by phone:
      <b class="five-words" lang="en">${keys?.words?.join(' · ') ?? '…'}</b>
    </p>
    <button type="button" class="button filled" @click=${() => intents.trustLead()}>The words match</button>
  </div>`;
}

function leadName({ keys, state }: RoomModel): string {
  return keys?.lead === undefined
    ? 'Your team'
    : seatName(state, keys.lead.seat).replace(/^Someone$/u, 'Your team');
}
