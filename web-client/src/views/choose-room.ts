import { html, nothing, type TemplateResult } from 'lit';
import type { BreakoutRoom } from '../protocol/frames';
import { placeLetter } from '../session/letters';
import { letterBadge } from './menu';
import type { RoomModel } from './model';

/** The open rooms to choose from: name, task, and how many people fit. Nobody sees who is where. */
export function chooseRoom({ state, intents }: RoomModel, chosen: () => void): TemplateResult {
  const rooms = state.breakouts.kind === 'open' ? state.breakouts.rooms : [];
  return html`<p>You can change your mind at any time, or stay in the main room.</p>
    <ul class="room-choices">
      ${rooms.map((room) => {
        const here = state.you.place === room.place;
        const go = (): void => {
          chosen();
          void intents.command({ name: 'goTo', args: { place: room.place } });
        };
        return html`<li>
          ${letterBadge(placeLetter(state, room.place))}
          <div>
            <p>
              <b><bdi>${room.name}</bdi></b> ${size(room)}
            </p>
            ${room.task === undefined || room.task === '' ? nothing : html`<p class="quiet"><bdi>${room.task}</bdi></p>`}
          </div>
          ${
            here
              ? html`<span class="chip well">You are here</span>`
              : html`<button
                  type="button"
                  class="button outlined"
                  aria-label=${`Go to ${room.name}`}
                  ?disabled=${room.free === 0}
                  @click=${go}
                >
                  ${room.free === 0 ? 'Full' : 'Go there'}
                </button>`
          }
        </li>`;
      })}
    </ul>`;
}

function size({ free, limit }: BreakoutRoom): TemplateResult | typeof nothing {
  if (free !== undefined && free > 0)
    return html`<span class="chip small">${free === 1 ? '1 place' : `${free} places`} free</span>`;
  if (free === undefined && limit !== undefined)
    return html`<span class="chip small">for up to ${limit}</span>`;
  return nothing;
}
