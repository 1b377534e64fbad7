import { html, nothing, type TemplateResult } from 'lit';
import { seatName } from '../session/state';
import { icon } from './icon';
import type { RoomModel } from './model';

/** The lock, with words that say what it is and is not, and the lead's five words to compare aloud. */
export function keysBanner(model: RoomModel): TemplateResult | typeof nothing {
  switch (model.keys?.kind) {
    case undefined:
      return nothing;
    case 'broken':
      return broken();
    case 'doubtful':
      return doubt(model);
    case 'waiting':
      return html`<div class="banner attention keys-banner">
        ${icon('lock')}
        <p>
          This session is end-to-end encrypted. Sound and picture begin when your team confirms this device.
        </p>
      </div>`;
    case 'sealed':
      return lock(model);
  }
}

function lock(model: RoomModel): TemplateResult {
  const { keys, state } = model;
  const without = keys?.without.length ?? 0;
  const mine = keys?.lead?.seat === state.you.id;
  return html`<div class="banner quiet keys-banner">
    ${icon('lock')}
    <details>
      <summary>End-to-end encrypted</summary>
      <p>
        Only the pages of the people here can open sound, pictures and screens. Chat, notes and forms are not
        part of it: the service keeps them as its record, and it sees who is here and when. Nor does it
        protect from whoever changes the program of this page.
      </p>
      ${
        keys?.words === undefined
          ? nothing
          : html`<p>
              ${mine ? 'Read these words aloud. Everybody here should see the same:' : html`<bdi>${leadName(model)}</bdi> should see the same words. Ask them to read them aloud:`}
              ${fiveWords(keys.words)}
            </p>`
      }
      ${without === 0 ? nothing : html`<p>${unconfirmed(without)}</p>`}
    </details>
  </div>`;
}

function unconfirmed(count: number): string {
  return count === 1
    ? 'One person here is not confirmed yet: you do not see or hear each other.'
    : `${count} people here are not confirmed yet: you do not see or hear each other.`;
}

function doubt(model: RoomModel): TemplateResult {
  const { keys, state, intents } = model;
  if (keys?.lead?.seat === state.you.id)
    return html`<div class="banner alarm keys-banner" role="alert">
      ${icon('warning')}
      <p>
        The service says that you lead this session, and nobody of the team confirms it. Sound and picture
        have stopped. Tell your team, by phone if you can.
      </p>
    </div>`;
  return html`<div class="banner alarm keys-banner" role="alert">
    ${icon('warning')}
    <p>
      <bdi>${leadName(model)}</bdi> has another device than before, and nobody of the team confirms it. Sound
      and picture have stopped. Call them, and compare these words: ${fiveWords(keys?.words ?? ['…'])}
    </p>
    <button type="button" class="button filled" @click=${() => intents.trustLead()}>The words match</button>
  </div>`;
}

function broken(): TemplateResult {
  return html`<div class="banner alarm keys-banner" role="alert">
    ${icon('warning')}
    <p>Encryption does not work in this page. Nothing is sent or shown. Load the page again.</p>
  </div>`;
}

function fiveWords(words: readonly string[]): TemplateResult {
  return html`<b class="five-words" lang="en">${words.join(' · ')}</b>`;
}

function leadName({ keys, state }: RoomModel): string {
  return keys?.lead === undefined
    ? 'Your team'
    : seatName(state, keys.lead.seat).replace(/^Someone$/u, 'Your team');
}
