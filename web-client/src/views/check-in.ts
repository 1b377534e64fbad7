import { html, nothing, type TemplateResult } from 'lit';
import { isStaff, type AskedConsent, type CheckInRequirement } from '../protocol/frames';
import { hasAgreed, isTicked, withTick, wordsOf } from '../session/consents';
import { forms, progress } from '../session/forms';
import { checkInFieldNames, isAgreed, type CheckInDraft, type CheckInField } from '../session/settings';
import { flawOf, flawSentences } from '../session/texts';
import { icon } from './icon';
import type { RoomModel } from './model';

export type Missing = CheckInField | 'consent';
/** What is wrong with fields, each in one sentence. */
export type Flaws = Readonly<Partial<Record<CheckInField, string>>>;

/** As long as the engine takes an answer. */
const answerMax = 200;

export interface CheckInView {
  readonly checkIn: CheckInRequirement;
  readonly draft: CheckInDraft;
  readonly missing: readonly Missing[];
  readonly flaws: Flaws;
  /** What is said of where the answers go, beside who reads them. */
  readonly kept: TemplateResult | typeof nothing;
  /** What the program asks to agree to; none where the built-in sentence is all. */
  readonly consents: readonly AskedConsent[];
  readonly locale: string;
  readonly keep: (change: Partial<CheckInDraft>) => void;
  readonly open: (dialog: 'questions' | 'agreement') => void;
}

/** Where one is, whom to call, two questionnaires for who wants, and the agreement: each with why it is asked. */
export function checkInFields(view: CheckInView): TemplateResult {
  const { checkIn } = view;
  return html`<h2>Check-in for today</h2>
    <p class="quiet">
      Only your care team sees this. It is saved as you
      go.${checkIn === 'optional' ? ' You may leave it empty.' : ''}
    </p>
    ${view.kept}
    ${field(view, 'location', 'Where are you right now?', 'pin', 'street-address', 'So we could send help to you if you ever needed it.')}
    ${field(view, 'callback', 'Number to call if we lose you', 'phone', 'tel', 'So we can reach you if your line drops.')}
    ${field(view, 'contact', 'Someone we may call in an emergency', 'person', 'off', 'We call them only if we worry about you.')}
    ${questionnaires(view)} ${agreements(view)}`;
}

function agreements(view: CheckInView): TemplateResult {
  const { consents, missing } = view;
  const please =
    consents.length > 1 ? 'Please tick each of these if you agree.' : 'Please tick this if you agree.';
  return html`<div class="consent">
    ${consents.length === 0 ? builtIn(view) : consents.map((consent) => agreement(view, consent))}
    <p class="missing" id="consent-missing">${missing.includes('consent') ? please : ''}</p>
  </div>`;
}

function builtIn({ draft, keep, open }: CheckInView): TemplateResult {
  return html`<label>
      <input
        type="checkbox"
        .checked=${draft.consent}
        aria-describedby="consent-missing"
        @change=${(event: Event) => keep({ consent: (event.target as HTMLInputElement).checked })}
      />
      <span>I agree to take part by video today. I can stop at any time.</span>
    </label>
    <button type="button" class="button text inline" @click=${() => open('agreement')}>
      What I am agreeing to
    </button>`;
}

/** What the program wrote, in the person's language or one that it has, and a box of its own. */
function agreement({ draft, keep, locale }: CheckInView, consent: AskedConsent): TemplateResult {
  const words = wordsOf(consent, [locale]);
  const tick = (event: Event): void => {
    const on = (event.target as HTMLInputElement).checked;
    keep({ consents: withTick(draft.consents, consent, words?.language, on) });
  };
  return html`<section class="agreement">
    <h3><bdi>${consent.name}</bdi></h3>
    <p class="agreement-words" dir="auto" lang=${words?.language ?? nothing}>${words?.text ?? ''}</p>
    <label>
      <input
        type="checkbox"
        .checked=${isTicked(draft.consents, consent)}
        aria-describedby="consent-missing"
        @change=${tick}
      />
      <span>I agree: <bdi>${consent.name}</bdi></span>
    </label>
  </section>`;
}

function questionnaires({ draft, open }: CheckInView): TemplateResult {
  const states = forms.map((form) => progress(draft.forms, form));
  const done = states.every((state) => state === 'done');
  const begun = states.some((state) => state !== 'empty');
  const words = done ? 'done' : begun ? 'begun' : 'if you like';
  return html`<div class="questionnaires ${done ? 'done' : ''}">
    ${icon('clipboard')}
    <p>
      Two short questionnaires, ${words}<br /><small>So your team sees how your last two weeks were.</small>
    </p>
    <button type="button" class="button text" @click=${() => open('questions')}>
      ${done ? 'Review' : begun ? 'Go on' : 'Fill in'}
    </button>
  </div>`;
}

function field(
  { draft, missing: all, flaws, keep }: CheckInView,
  key: CheckInField,
  label: string,
  symbol: 'pin' | 'phone' | 'person',
  autocomplete: string,
  why: string,
): TemplateResult {
  const flaw = all.includes(key) ? flawSentences.empty : flaws[key];
  return html`<label class="field">
    <span>${label}</span>
    <span class="input"
      >${icon(symbol)}<input
        name=${key}
        .value=${draft[key]}
        autocomplete=${autocomplete as 'off'}
        type=${key === 'callback' ? 'tel' : 'text'}
        maxlength=${answerMax}
        aria-describedby="why-${key}"
        aria-invalid=${flaw === undefined ? 'false' : 'true'}
        @input=${(event: Event) => keep({ [key]: (event.target as HTMLInputElement).value })}
    /></span>
    <small id="why-${key}" class=${flaw === undefined ? '' : 'missing'}
      >${flaw === undefined ? '' : `${flaw} `}${why}</small
    >
  </label>`;
}

/** What the check-in asks for: nothing of staff, nor of those who answered already and agreed to what is asked now. */
export function requirementOf({ state }: Pick<RoomModel, 'state'>): CheckInRequirement {
  const { checkIn, role } = state.you;
  if (isStaff(role) || (checkIn?.completedAt !== undefined && hasAgreed(checkIn, state.consents)))
    return 'none';
  return state.you.checkInRequired ?? state.session.policy.checkIn ?? 'none';
}

export function missingIn(
  checkIn: CheckInRequirement,
  draft: CheckInDraft,
  asked: readonly AskedConsent[] = [],
): Missing[] {
  if (checkIn === 'none' || (checkIn === 'optional' && isEmpty(draft))) return [];
  const fields = checkInFieldNames.filter((key) => flawOf(draft[key], 'prose', answerMax) === 'empty');
  return isAgreed(draft, asked) ? fields : [...fields, 'consent'];
}

/** What the engine would refuse about fields that are filled in. */
export function flawsIn(draft: CheckInDraft): Flaws {
  const found = checkInFieldNames.flatMap((key) => {
    const flaw = flawOf(draft[key], 'prose', answerMax);
    return flaw === undefined || flaw === 'empty' ? [] : [[key, flawSentences[flaw]] as const];
  });
  return Object.fromEntries(found);
}

export function isEmpty(draft: CheckInDraft): boolean {
  const untouched = forms.every((form) => progress(draft.forms, form) === 'empty');
  const ticked = draft.consent || draft.consents.length > 0;
  return untouched && !ticked && draft.location + draft.callback + draft.contact === '';
}
