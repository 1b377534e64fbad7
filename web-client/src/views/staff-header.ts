import type { nothing } from 'lit';
import { html, type TemplateResult } from 'lit';
import { clockFigures, roughly, sinceSeconds, timeOfDay, weekday } from '../session/time';
import { mark } from './drawings';
import { icon } from './icon';
import type { RoomModel } from './model';

export type Tab = 'room' | 'breakouts' | 'attendance' | 'notes';

export const tabs: readonly (readonly [Tab, string])[] = [
  ['room', 'Room'],
  ['breakouts', 'Breakout rooms'],
  ['attendance', 'Attendance'],
  ['notes', 'Notes'],
];

export interface HeaderActs {
  readonly extend: () => void;
  readonly end: () => void;
  readonly ending: boolean;
}

/** What the session is, how long it runs, and what is done to it as a whole. */
export function staffHeader(
  model: RoomModel,
  middle: TemplateResult | typeof nothing,
  acts: HeaderActs,
): TemplateResult {
  const { session } = model.state;
  return html`<header class="bar staff-bar">
    ${mark()}
    <div class="bar-titles">
      <h1 tabindex="-1">
        <bdi>${session.title}</bdi
        ><span class="wide-words"> · ${weekday(session.startsAt, model.locale)}</span>
      </h1>
      <p class="figures">${liveWords(model)}</p>
    </div>
    ${middle}
    <div class="bar-actions">
      ${startOrExtend(model, acts)}
      <button
        type="button"
        class="button outlined wide-only-flex"
        @click=${() => void model.intents.command({ name: 'lock', args: { on: !session.locked } })}
      >
        ${icon(session.locked ? 'lock' : 'unlock')} ${session.locked ? 'Unlock' : 'Lock'}
      </button>
      <button type="button" class="button outlined berry" ?disabled=${acts.ending} @click=${acts.end}>
        End session
      </button>
    </div>
  </header>`;
}

function startOrExtend({ state: { session }, intents }: RoomModel, { extend }: HeaderActs): TemplateResult {
  if (session.state !== 'open' && session.state !== 'scheduled') {
    return html`<button type="button" class="button outlined wide-only-flex" @click=${extend}>
      ${icon('clock')} More time
    </button>`;
  }
  return html`<button
    type="button"
    class="button filled"
    @click=${() => void intents.command({ name: 'start', args: {} })}
  >
    Start session
  </button>`;
}

function liveWords({ state: { session }, now, locale }: RoomModel): TemplateResult | string {
  const ends = `ends ${timeOfDay(session.endsAt, locale)}`;
  if (session.startedAt === undefined || session.state !== 'live') return `Not started · ${ends}`;
  const minutes = Math.floor(sinceSeconds(session.startedAt, now) / 60);
  const into = minutes < 60 ? `${minutes} min` : clockFigures(minutes * 60);
  const over = sinceSeconds(session.endsAt, now);
  const end = over < 60 ? ends : `${roughly(over)} over`;
  return html`<span class="wide-words">Live since ${timeOfDay(session.startedAt, locale)} · </span>${into} in
    · ${end}`;
}
