import { html, nothing, type TemplateResult } from 'lit';
import { hands, nameOf } from '../session/state';
import { icon } from './icon';
import type { RoomModel } from './model';

/** Raised hands in the order of asking. */
export function handQueue({ state }: RoomModel): TemplateResult | typeof nothing {
  const raised = hands(state, state.you.place);
  if (raised.length === 0) return nothing;
  return html`<div class="hands">
    <span class="hands-words">${icon('hand')} <span>Hands, in order</span></span>
    <ol aria-label="Hands, in order">
      ${raised.map(
        (seat, index) =>
          html`<li class="hand-place">
            <span class="hand-number">${index + 1}</span
            ><bdi>${seat.id === state.you.id ? 'You' : nameOf(seat)}</bdi>
          </li>`,
      )}
    </ol>
  </div>`;
}
