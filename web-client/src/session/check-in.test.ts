import { describe, expect, it } from 'vitest';
import {
  completeForms,
  emptyForms,
  forms,
  gad7,
  openItems,
  phq9,
  progress,
  readForms,
  withAnswer,
} from './forms';
import { memoryOf } from './memory';
import { answersOf, draftedAnswers, emptyDraft } from './settings';

function filled(form: (typeof forms)[number], answer: number, draft = emptyForms): typeof emptyForms {
  return form.items.reduce((known, _, item) => withAnswer(known, form, item, answer), draft);
}

describe('the questionnaires', () => {
  it('haveTheirPublishedLengths', () => expect(forms.map(({ items }) => items.length)).toEqual([9, 7]));

  it('areSentOnlyWhole', () => {
    const half = withAnswer(filled(phq9, 1), gad7, 0, 3);
    expect(completeForms(half)).toEqual({ phq9: [1, 1, 1, 1, 1, 1, 1, 1, 1] });
    expect(progress(half, gad7)).toBe('begun');
    expect(openItems(half, gad7)).toBe(6);
    expect(completeForms(emptyForms)).toBeUndefined();
  });

  it('oneAnswer_changesOneItem', () => {
    expect(withAnswer(withAnswer(emptyForms, gad7, 1, 2), gad7, 1, 0).gad7).toEqual([
      undefined,
      0,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('keptAndReadAgain_areTheSame', () => {
    const draft = withAnswer(filled(phq9, 2), gad7, 3, 1);
    expect(readForms(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  });

  it.each([[undefined], [null], [7], [{ phq9: [9, 9] }], [{ gad7: 'no' }]])(
    'from %j nothing is read',
    (kept) => expect(readForms(kept)).toEqual(emptyForms),
  );
});

describe('a drafted check-in', () => {
  it('outlivesAReload', () => {
    const memory = memoryOf(() => null);
    const draft = { ...emptyDraft, location: 'Tacoma', forms: filled(gad7, 1) };
    memory.set('key', JSON.stringify(draft));
    expect(draftedAnswers(memory, 'key')).toEqual(draft);
  });

  it('sendsNoFormThatIsNotWhole', () => {
    expect(answersOf(emptyDraft)).not.toHaveProperty('forms');
    expect(answersOf({ ...emptyDraft, forms: filled(gad7, 0) }).forms).toEqual({
      gad7: [0, 0, 0, 0, 0, 0, 0],
    });
  });
});
