import { html, type TemplateResult } from 'lit';
import type { AskedForms, CheckInStand } from '../session/check-in-link';
import { emptyForms, phq9, withAnswer, type FormDraft } from '../session/forms';
import '../views/check-in-page';

const asked: AskedForms = { forms: ['phq9', 'gad7'], crisis: { call: '988', text: '988' } };
const low = phq9.items.reduce((known, _, item) => withAnswer(known, phq9, item, item % 2), emptyForms);
const inNeed = withAnswer(low, phq9, 8, 1);

const page = (stand: CheckInStand, draft: FormDraft = emptyForms): TemplateResult =>
  html`<ar-check-in-page .stand=${stand} .draft=${draft}></ar-check-in-page>`;

/** The page of a check-in without a session. */
export const checkInStories: Readonly<Record<string, () => TemplateResult>> = {
  'check-in-link': () => page({ kind: 'asking', asked }, low),
  'check-in-link-one': () => page({ kind: 'asking', asked: { forms: ['gad7'] } }),
  'check-in-link-unsent': () => page({ kind: 'unsent', asked }, low),
  'check-in-link-sent': () => page({ kind: 'sent', asked }),
  'check-in-link-in-need': () => page({ kind: 'sent', asked }, inNeed),
  'check-in-link-refused': () => page({ kind: 'refused' }),
};
