import { html, nothing, type TemplateResult } from 'lit';
import type { RoomModel } from './model';
import { people } from './people';
import type { Ask } from './question';
import './chat';
import './polls';

export type Side = 'people' | 'chat' | 'polls';

const sides: readonly (readonly [Side, string])[] = [
  ['people', 'People'],
  ['chat', 'Chat'],
  ['polls', 'Polls'],
];

/** Beside the stage: the people, what they write, and what they are asked. */
export function sidePanel(
  model: RoomModel,
  side: Side,
  choose: (side: Side) => void,
  ask: Ask,
): TemplateResult {
  const unread = side === 'chat' ? 0 : model.state.unreadMessages;
  return html`<div class="segments" role="group" aria-label="Side panel">
      ${sides.map(
        ([key, words]) =>
          html`<button
            type="button"
            aria-pressed=${side === key ? 'true' : 'false'}
            @click=${() => choose(key)}
          >
            ${words}${key === 'chat' && unread > 0 ? html` <span class="badge inline">${unread}</span>` : nothing}${
              key === 'polls' && model.state.poll !== undefined
                ? html` <span class="badge inline">open</span>`
                : nothing
            }
          </button>`,
      )}
    </div>
    ${panel(model, side, ask)}`;
}

function panel(model: RoomModel, side: Side, ask: Ask): TemplateResult {
  switch (side) {
    case 'people':
      return people(model, ask);
    case 'chat':
      return html`<ar-chat .model=${model}></ar-chat>`;
    case 'polls':
      return html`<ar-polls .model=${model}></ar-polls>`;
  }
}
