import { html, nothing, type TemplateResult } from 'lit';
import { roomOf, letterOf } from '../session/state';
import { clockFigures, secondsLeft } from '../session/time';
import { icon } from './icon';
import { letterBadge } from './menu';
import type { RoomModel } from './model';

const noticeForMs = 9000;

/**
 * What is said above the stage: where everybody goes next, one's own screen, and the newest sentence.
 * The button of the share banner doubles the one in the control bar; where the bar shows it too, the double is
 * for the pointer only, so that each name stands once in the accessibility tree.
 */
export function banners(model: RoomModel, narrow: boolean): TemplateResult {
  return html`${breakoutBanner(model)}${shareBanner(model, narrow)}${noticeBanner(model)}`;
}

function breakoutBanner({ state, now }: RoomModel): TemplateResult | typeof nothing {
  const { breakouts, you } = state;
  if (breakouts.kind !== 'open' || breakouts.closesAt === undefined || !you.place.startsWith('breakout:'))
    return nothing;
  const left = secondsLeft(breakouts.closesAt, now);
  if (!breakouts.closing && left > 60) return nothing;
  const room = roomOf(state, you.place);
  return html`<div class="banner move">
    ${room === undefined ? icon('home') : letterBadge(letterOf(room.name))}
    <p>
      Everyone goes back to the main room in <b class="figures">${clockFigures(left)}</b>. You do not need to
      do anything.
    </p>
  </div>`;
}

function shareBanner(
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

/** The newest sentence, for a few seconds. It is announced by `ar-announcer`, so it is no live region here. */
function noticeBanner({ state }: RoomModel): TemplateResult | typeof nothing {
  const notice = state.notices[state.notices.length - 1];
  if (notice === undefined || Date.now() - notice.at > noticeForMs) return nothing;
  const tone = { calm: 'quiet', move: 'move', attention: 'attention', alarm: 'alarm' }[notice.tone];
  return html`<div class="banner ${tone}">
    ${icon('info')}
    <p>${notice.text}</p>
  </div>`;
}
