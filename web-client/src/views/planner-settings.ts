import { html, nothing, type TemplateResult } from 'lit';
import type { Latecomers, PlanMode } from '../protocol/frames';
import { roomsMax } from '../session/planning';

const minutesOffered = [5, 10, 15, 20, 30, 45] as const;
const latecomerWords: readonly (readonly [Latecomers, string])[] = [
  ['stay', 'stay in the main room'],
  ['planned', 'go where they are placed'],
  ['fewest', 'go to the smallest room'],
];

export interface Settings {
  readonly mode: PlanMode;
  readonly rooms: number;
  readonly minutes: number;
  readonly latecomers: Latecomers;
  /** Where the program remembers groups for this session. */
  readonly pods: boolean;
  readonly choose: (mode: PlanMode) => void;
  readonly resize: (rooms: number) => void;
  readonly time: (minutes: number) => void;
  readonly late: (latecomers: Latecomers) => void;
}

/** How people are placed, in how many rooms, for how long, and what becomes of who comes later. */
export function plannerSettings(settings: Settings): TemplateResult {
  return html`<div class="planner-settings">
    ${segments(settings)}
    ${
      settings.mode === 'pods'
        ? nothing
        : select(
            'Rooms',
            Array.from({ length: roomsMax }, (_, index) => [String(index + 1), String(index + 1)] as const),
            String(settings.rooms),
            (value) => settings.resize(Number(value)),
          )
    }
    ${select(
      'Time',
      minutesOffered.map((minutes) => [String(minutes), `${minutes} min`] as const),
      String(settings.minutes),
      (value) => settings.time(Number(value)),
    )}
    ${select('Who comes later', latecomerWords, settings.latecomers, (value) => settings.late(value as Latecomers))}
  </div>`;
}

function segments({ mode: chosen, pods, choose }: Settings): TemplateResult {
  const modes: readonly (readonly [PlanMode, string])[] = [
    ['manual', 'By hand'],
    ['random', chosen === 'random' ? 'Random, again' : 'Random'],
    ['self-select', 'Their choice'],
    ...(pods ? [['pods', 'Pods'] as const] : []),
  ];
  return html`<fieldset class="segments">
    <legend>How to place people</legend>
    <div>
      ${modes.map(
        ([mode, words]) =>
          html`<button
            type="button"
            aria-pressed=${chosen === mode ? 'true' : 'false'}
            @click=${() => choose(mode)}
          >
            ${words}
          </button>`,
      )}
    </div>
  </fieldset>`;
}

function select(
  label: string,
  options: readonly (readonly [string, string])[],
  chosen: string,
  choose: (value: string) => void,
): TemplateResult {
  return html`<label class="field"
    ><span>${label}</span>
    <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      ${options.map(([value, words]) => html`<option value=${value} ?selected=${value === chosen}>${words}</option>`)}
    </select></label
  >`;
}
