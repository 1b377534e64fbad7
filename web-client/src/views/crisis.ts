import { html, type TemplateResult } from 'lit';
import type { Crisis } from '../protocol/frames';

/** The program's crisis line, always in view while somebody waits. */
export function crisisLine(crisis: Crisis | undefined): TemplateResult {
  if (crisis === undefined)
    return html`<p class="crisis">
      If you are not safe right now, do not wait here: call your local emergency number.
    </p>`;
  if (crisis.call === crisis.text) {
    return html`<p class="crisis">
      If you are not safe right now, do not wait here: call or text <b><bdi>${crisis.call}</bdi></b
      >.
    </p>`;
  }
  return html`<p class="crisis">
    If you are not safe right now, do not wait here: call <b><bdi>${crisis.call}</bdi></b
    >${crisis.text === '' ? '' : html` or text <b><bdi>${crisis.text}</bdi></b>`}.
  </p>`;
}

export function crisisShort(crisis: Crisis | undefined): string {
  if (crisis === undefined) return 'your local emergency number';
  if (crisis.call === crisis.text) return `call or text ${crisis.call}`;
  return crisis.text === '' ? `call ${crisis.call}` : `call ${crisis.call}, or text ${crisis.text}`;
}
