import type { FormAnswers } from '../protocol/frames';

/**
 * The two standard questionnaires of the check-in, in their published wording: PHQ-9 and GAD-7, both free to use.
 * Scores and bands are the engine's; the client only carries the answers.
 */
export type FormName = 'phq9' | 'gad7';

export interface Form {
  readonly name: FormName;
  readonly title: string;
  readonly stem: string;
  readonly items: readonly string[];
}

export const phq9: Form = {
  name: 'phq9',
  title: 'How the last two weeks were',
  stem: 'Over the last 2 weeks, how often have you been bothered by any of the following problems?',
  items: [
    'Little interest or pleasure in doing things',
    'Feeling down, depressed, or hopeless',
    'Trouble falling or staying asleep, or sleeping too much',
    'Feeling tired or having little energy',
    'Poor appetite or overeating',
    'Feeling bad about yourself — or that you are a failure or have let yourself or your family down',
    'Trouble concentrating on things, such as reading the newspaper or watching television',
    'Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or restless that you have been moving around a lot more than usual',
    'Thoughts that you would be better off dead or of hurting yourself in some way',
  ],
};

export const gad7: Form = {
  name: 'gad7',
  title: 'Worry in the last two weeks',
  stem: 'Over the last 2 weeks, how often have you been bothered by the following problems?',
  items: [
    'Feeling nervous, anxious, or on edge',
    'Not being able to stop or control worrying',
    'Worrying too much about different things',
    'Trouble relaxing',
    'Being so restless that it is hard to sit still',
    'Becoming easily annoyed or irritable',
    'Feeling afraid as if something awful might happen',
  ],
};

export const forms: readonly Form[] = [phq9, gad7];

/** What stands for 0, 1, 2 and 3. */
export const choices = ['Not at all', 'Several days', 'More than half the days', 'Nearly every day'] as const;

/** Answers so far; an item that nobody answered yet is undefined. */
export type FormDraft = Readonly<Record<FormName, readonly (number | undefined)[]>>;

export const emptyForms: FormDraft = { phq9: [], gad7: [] };

export function withAnswer(draft: FormDraft, form: Form, item: number, answer: number): FormDraft {
  const answers = form.items.map((_, index) => (index === item ? answer : draft[form.name][index]));
  return { ...draft, [form.name]: answers };
}

export function withoutForm(draft: FormDraft, form: Form): FormDraft {
  return { ...draft, [form.name]: [] };
}

export function openItems(draft: FormDraft, form: Form): number {
  return form.items.filter((_, index) => draft[form.name][index] === undefined).length;
}

export type Progress = 'empty' | 'begun' | 'done';

export function progress(draft: FormDraft, form: Form): Progress {
  const open = openItems(draft, form);
  if (open === 0) return 'done';
  return open === form.items.length ? 'empty' : 'begun';
}

/** Only questionnaires that are filled in whole are sent. */
export function completeForms(draft: FormDraft): FormAnswers | undefined {
  const complete = forms.filter((form) => progress(draft, form) === 'done');
  if (complete.length === 0) return undefined;
  return Object.fromEntries(
    complete.map(({ name }) => [name, draft[name].filter((answer) => answer !== undefined)]),
  );
}
