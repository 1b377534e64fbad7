import { html, nothing, type TemplateResult } from 'lit';
import { deviceMs } from '../clock';
import { isStaff } from '../protocol/frames';
import { placeLetter } from '../session/letters';
import { mayAnswer } from '../session/features/poll';
import { passages, sentenceList, withLess, withoutPictures } from '../session/sentences';
import { canChoose, nameOf, roomOf, seatsIn } from '../session/state';
import { clockFigures, secondsLeft, timeOfDay } from '../session/time';
import { focusMain } from './focus';
import { icon } from './icon';
import { keysBanner } from './keys-banner';
import { letterBadge } from './menu';
import type { RoomModel } from './model';
import { shareBanner } from './share-banner';

const noticeForMs = 9000;
/** From then on the planned end is said on the screen, in seconds. */
const endShownSeconds = 300;

/** What a banner may open; who has no such thing leaves it out. */
export interface BannerActs {
  readonly extend?: () => void;
  readonly answer?: () => void;
  readonly choose?: () => void;
}

/**
 * What is said above the stage: where one is and where everybody goes next, what is asked, one's own screen, and the
 * newest sentence.
 */
export function banners(model: RoomModel, narrow: boolean, acts: BannerActs = {}): TemplateResult {
  return html`${keysBanner(model)}${hallwayBanner(model)}${breakoutBanner(model)}${chooseBanner(model, acts)}${endBanner(model, acts)}${pollBanner(model, acts)}${shareBanner(model, narrow)}${passageBanner(model)}${lessBanner(model)}${noticeBanner(model)}`;
}

function hallwayBanner({ state, intents }: RoomModel): TemplateResult | typeof nothing {
  const { you } = state;
  if (!you.place.startsWith('hallway:')) return nothing;
  const others = seatsIn(state, you.place).filter((seat) => seat.id !== you.id);
  const names = sentenceList(others.map((seat) => `\u2068${nameOf(seat)}\u2069`));
  const where = others.length === 0 ? 'You are in a hallway.' : `You are in a hallway with ${names}.`;
  return html`<div class="banner move">
    ${icon('talk')}
    <p>${where} Nobody else sees or hears you, and every place is kept.</p>
    ${
      isStaff(you.role)
        ? html`<button
            type="button"
            class="button filled"
            @click=${() => void intents.command({ name: 'returnFromHallway', args: {} })}
          >
            Bring everybody back
          </button>`
        : nothing
    }
  </div>`;
}

function breakoutBanner({ state, now }: RoomModel): TemplateResult | typeof nothing {
  const { breakouts, you } = state;
  if (breakouts.kind !== 'open' || breakouts.closesAt === undefined || !you.place.startsWith('breakout:'))
    return nothing;
  const left = secondsLeft(breakouts.closesAt, now);
  if (!breakouts.closing && left > 60) return nothing;
  const room = roomOf(state, you.place);
  return html`<div class="banner move">
    ${room === undefined ? icon('home') : letterBadge(placeLetter(state, room.place))}
    <p>
      Everyone goes back to the main room in <b class="figures">${clockFigures(left)}</b>. You do not need to
      do anything.
    </p>
  </div>`;
}

function chooseBanner({ state }: RoomModel, { choose }: BannerActs): TemplateResult | typeof nothing {
  if (choose === undefined || !canChoose(state) || state.you.place !== 'main') return nothing;
  return html`<div class="banner move">
    ${icon('split')}
    <p><b>Small groups are open.</b> You can choose a room, or stay here.</p>
    <button type="button" class="button filled" @click=${choose}>Choose a room</button>
  </div>`;
}

/** The planned end is a plan: nobody is cut off by it, and it is said what happens after it. */
function endBanner(
  { state, now, locale }: RoomModel,
  { extend }: BannerActs,
): TemplateResult | typeof nothing {
  const { session } = state;
  const left = secondsLeft(session.endsAt, now);
  if (session.state !== 'live' || left > endShownSeconds) return nothing;
  const closes =
    session.hardEndsAt === undefined
      ? nothing
      : html` The session closes by itself at
          <b class="figures">${timeOfDay(session.hardEndsAt, locale)}</b>.`;
  return html`<div class="banner quiet end-banner">
    ${icon('clock')}
    <p>
      ${
        left > 0
          ? html`<b class="figures">${clockFigures(left)}</b> until the planned end.`
          : html`The planned end has come. You can finish in calm.${closes}`
      }
    </p>
    ${
      extend === undefined
        ? nothing
        : html`<button type="button" class="button outlined" @click=${extend}>Give more time</button>`
    }
  </div>`;
}

function pollBanner({ state, intents }: RoomModel, { answer }: BannerActs): TemplateResult | typeof nothing {
  const { poll, pollResult, you } = state;
  if (answer === undefined || isStaff(you.role)) return nothing;
  if (poll !== undefined) {
    return html`<div class="banner ${poll.answered ? 'quiet' : 'attention'}">
      ${icon(poll.answered ? 'check' : 'question')}
      <p>
        ${
          poll.answered
            ? html`You answered “<bdi>${poll.question}</bdi>”. Thank you.`
            : html`Your team asks: <b><bdi>${poll.question}</bdi></b>`
        }
      </p>
      ${mayAnswer(state) ? html`<button type="button" class="button outlined" @click=${answer}>Answer</button>` : nothing}
    </div>`;
  }
  if (pollResult === undefined) return nothing;
  return html`<div class="banner quiet">
    ${icon('chart')}
    <p>The answers to “<bdi>${pollResult.question}</bdi>” are here.</p>
    <button type="button" class="button outlined" @click=${answer}>See answers</button>
    <button type="button" class="icon-button" aria-label="Close answers" @click=${() => intents.readResult()}>
      ${icon('close')}
    </button>
  </div>`;
}

/** Why nothing is seen or heard, for as long as that is so. */
function passageBanner({ media }: RoomModel): TemplateResult | typeof nothing {
  const words =
    media.passage !== 'open'
      ? passages[media.passage].text
      : media.pictures
        ? undefined
        : withoutPictures.text;
  if (words === undefined) return nothing;
  return html`<div class="banner attention">
    ${icon('info')}
    <p>${words}</p>
  </div>`;
}

/** Why the others have no pictures here, for as long as staff ask for it, and the way out. */
function lessBanner({ state, media, intents }: RoomModel): TemplateResult | typeof nothing {
  if (state.you.lessAsked !== true || media.audioOnly) return nothing;
  const showPictures = (): void => {
    // The banner goes with its button, and the focus is not to go with them.
    focusMain(document);
    void intents.saveData(false);
  };
  return html`<div class="banner quiet">
    ${icon('wifi')}
    <p>${withLess.text}</p>
    <button type="button" class="button outlined" @click=${showPictures}>Show pictures</button>
  </div>`;
}

/** The newest sentence, for a few seconds. It is announced by `ar-announcer`, so it is no live region here. */
export function noticeBanner({ state }: RoomModel): TemplateResult | typeof nothing {
  const notice = state.notices.findLast(({ spoken }) => spoken !== true);
  if (notice === undefined || deviceMs() - notice.at > noticeForMs) return nothing;
  const tone = { calm: 'quiet', move: 'move', attention: 'attention', alarm: 'alarm' }[notice.tone];
  return html`<div class="banner ${tone}">
    ${icon('info')}
    <p>${notice.text}</p>
  </div>`;
}
