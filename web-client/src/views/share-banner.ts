import { html, nothing, type TemplateResult } from 'lit';
import { clockFigures, secondsLeft } from '../session/time';
import { icon } from './icon';
import type { RoomModel } from './model';

/**
 * One's own screen: that it is seen, or that it may be shown. The button doubles the one in the control bar; where the
 * bar shows it too, the double is for the pointer only, so that each name stands once in the accessibility tree.
 */
export function shareBanner(
  { state, media, now, intents }: RoomModel,
  narrow: boolean,
): TemplateResult | typeof nothing {
  const { lease } = state.you;
  const left = lease === undefined ? 0 : secondsLeft(lease.until, now);
  const time = left > 0 ? html` <span class="figures">${clockFigures(left)}</span> left.` : nothing;
  if (media.screen !== undefined) {
    return html`<div class="banner lamp">
      ${icon('share')}
      <p><b>You are sharing your screen.</b> Everyone in this room sees what you chose.${time}</p>
      ${pointerButton('Stop sharing', 'share-off', narrow, () => void intents.stopSharing())}
    </div>`;
  }
  if (left === 0 || state.presenters[state.you.place] === state.you.id) return nothing;
  return html`<div class="banner lamp" role="status">
    ${icon('share')}
    <p><b>You can share your screen now.</b> You choose what the others see.${time}</p>
    ${pointerButton('Share screen', 'share', narrow, () => void intents.share())}
  </div>`;
}

function pointerButton(
  name: string,
  symbol: 'share' | 'share-off',
  narrow: boolean,
  act: () => void,
): TemplateResult {
  if (narrow)
    return html`<button type="button" class="button filled" @click=${act}>${icon(symbol)} ${name}</button>`;
  return html`<button type="button" class="button filled" aria-hidden="true" tabindex="-1" @click=${act}>
    ${icon(symbol)} ${name}
  </button>`;
}
