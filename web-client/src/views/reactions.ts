import { html, nothing, type TemplateResult } from 'lit';
import { mayReact, reactionKinds, reactionWords } from '../session/reactions';
import type { Reaction } from '../protocol/frames';
import { icon, type IconName } from './icon';
import type { MenuItem } from './menu';
import type { RoomModel } from './model';
import './menu';

const symbols: Readonly<Record<Reaction, IconName>> = {
  heart: 'react-heart',
  'thumbs-up': 'thumbs-up',
  clap: 'clap',
  thanks: 'talk',
};

function choices({ intents }: RoomModel): MenuItem[] {
  return reactionKinds.map((kind) => ({
    label: reactionWords[kind],
    icon: symbols[kind],
    act: () => void intents.command({ name: 'react', args: { kind } }),
  }));
}

/** Where there is room for a control of its own; nothing where the session has no reactions. */
export function reactControl(model: RoomModel): TemplateResult | typeof nothing {
  if (!mayReact(model.state)) return nothing;
  return html`<ar-menu
    label="React"
    words="React"
    symbol="react"
    button-class="control"
    .items=${choices(model)}
  ></ar-menu>`;
}

/** Where there is none: one entry under "More". */
export function reactItems(model: RoomModel): MenuItem[] {
  if (!mayReact(model.state)) return [];
  return [{ label: 'React', icon: 'react', items: choices(model), act: () => undefined }];
}

/** What is seen of a reaction on somebody's tile. */
export function reactionChip(kind: Reaction | undefined): TemplateResult | typeof nothing {
  if (kind === undefined) return nothing;
  return html`<span class="reaction-chip" role="img" aria-label=${reactionWords[kind]}
    >${icon(symbols[kind])}</span
  >`;
}
