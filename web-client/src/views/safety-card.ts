import { html, nothing, type TemplateResult } from 'lit';
import type { AskedConsent, CheckIn, Safety, Score, Seat } from '../protocol/frames';
import { consentName, stands } from '../session/consents';
import { choices } from '../session/forms';
import { icon } from './icon';

/** Where somebody is, how to reach them, and whom to call: only what is known has a row. */
export function safetyRows(card: Safety): TemplateResult | typeof nothing {
  const rows = (
    [
      ['pin', 'Is at', card.location],
      ['phone', 'Call back', card.callback],
      ['person', 'Contact', card.contact],
    ] as const
  ).filter(([, , value]) => value !== undefined && value !== '');
  if (rows.length === 0) return nothing;
  return html`<dl class="safety-rows">
    ${rows.map(
      ([symbol, label, value]) =>
        html`<div>
          <dt>${icon(symbol)} ${label}</dt>
          <dd><bdi>${value}</bdi></dd>
        </div>`,
    )}
  </dl>`;
}

/** Why somebody is held, and the safety card of today; for staff only, on every screen where it stands. */
export function safetyCard(seat: Seat, consents: readonly AskedConsent[] = []): TemplateResult {
  return html`<div class="safety">
    ${seat.held ? heldWords(seat) : nothing}
    ${
      seat.checkIn === undefined
        ? html`<p class="quiet">No check-in today.</p>`
        : html`<p class="safety-heading">Safety card, confirmed today</p>
            ${safetyRows(seat.checkIn)} ${scores(seat.checkIn)} ${agreed(seat.checkIn, consents)}`
    }
  </div>`;
}

function heldWords(seat: Seat): TemplateResult {
  const heldFor = seat.heldFor ?? [];
  const others = heldFor.filter((cause) => cause !== 'identity' && cause !== 'consent');
  const causes = [
    ...(heldFor.includes('identity') ? ['See first that it is this person.'] : []),
    ...(heldFor.includes('consent') ? ['No longer agrees to something below. A talk comes first.'] : []),
    ...(heldFor.length > 0 && others.length === 0 ? [] : [item9Words(seat.checkIn)]),
  ];
  return html`<p class="held">${icon('info')} ${causes.join(' ')} Not admitted automatically.</p>`;
}

/** Held until staff have seen who it is, and for nothing else. */
export function isIdentityAlone({ heldFor = [] }: Seat): boolean {
  return heldFor.length > 0 && heldFor.every((cause) => cause === 'identity');
}

export function item9Words(checkIn: CheckIn | undefined): string {
  const item9 = checkIn?.scores?.phq9?.item9 ?? 0;
  if (item9 === 0) return 'A talk comes first.';
  const often = choices[item9];
  return `PHQ-9 item 9 answered ${item9}${often === undefined ? '' : ` (${often.toLowerCase()})`}.`;
}

/** What somebody agreed to, by name, with the language that they read; and what of it they took back. */
function agreed(
  { consents: accepted = [] }: CheckIn,
  asked: readonly AskedConsent[],
): TemplateResult | typeof nothing {
  if (accepted.length === 0) return nothing;
  return html`<dl class="safety-rows">
    ${accepted.map(
      (one) =>
        html`<div>
          <dt>${icon(stands(one) ? 'check' : 'info')} ${stands(one) ? 'Agreed' : 'No longer agrees'}</dt>
          <dd>
            <bdi>${consentName({ consents: asked }, one.consent)}</bdi>, version ${one.version}
            (${one.language})
          </dd>
        </div>`,
    )}
  </dl>`;
}

function scores({ scores: known }: CheckIn): TemplateResult | typeof nothing {
  if (known === undefined) return nothing;
  return html`<dl class="safety-rows scores">
    ${score('PHQ-9', known.phq9, 27)} ${score('GAD-7', known.gad7, 21)}
  </dl>`;
}

function score(name: string, value: Score | undefined, most: number): TemplateResult | typeof nothing {
  if (value === undefined) return nothing;
  return html`<div>
    <dt>${icon('clipboard')} ${name}</dt>
    <dd><span class="figures">${value.total} of ${most}</span>, ${value.band.replace(/-/gu, ' ')}</dd>
  </div>`;
}
