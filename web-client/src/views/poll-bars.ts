import { html, type TemplateResult } from 'lit';
import { bars } from '../session/features/poll';

/** What was answered, as bars with words beside them: no number is told by a length alone. */
export function pollBars(options: readonly string[], results: readonly number[]): TemplateResult {
  return html`<ul class="poll-bars" aria-label="Answers">
    ${bars(options, results).map(
      ({ option, count, percent }) =>
        html`<li>
          <p>
            <bdi>${option}</bdi>
            <span class="figures">${count === 1 ? '1 answer' : `${count} answers`}, ${percent} %</span>
          </p>
          <span class="poll-bar" aria-hidden="true"><i style=${`width:${percent}%`}></i></span>
        </li>`,
    )}
  </ul>`;
}
