import { describe, expect, it } from 'vitest';
import { completeForms, emptyForms, forms, gad7, openItems, phq9, progress, withAnswer } from './forms';
import { memoryOf } from './memory';
import { flawsIn, missingIn } from '../views/check-in';
import { answersOf, Drafts, emptyDraft } from './settings';

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
});

describe('a drafted check-in', () => {
  const draft = { ...emptyDraft, location: 'Tacoma', forms: filled(gad7, 1) };

  it('isKeptWhileThePageIsThere', () => {
    const drafts = new Drafts(
      memoryOf(() => null),
      'key',
    );
    drafts.keep(draft);
    expect(drafts.current()).toEqual(draft);
    drafts.sent();
    expect(drafts.current()).toEqual(emptyDraft);
  });

  it('outlivesAReload_withoutItsQuestionnaires_whichAreWrittenDownNowhere', () => {
    const memory = memoryOf(() => null);
    new Drafts(memory, 'key').keep(draft);
    expect(memory.get('key')).not.toMatch(/forms|gad7|phq9|\[/u);
    expect(new Drafts(memory, 'key').current()).toEqual({ ...draft, forms: emptyForms });
  });

  it('namesFieldsWithNothingToSee_asMissing_andHiddenSignsAsFlaws', () => {
    const whole = {
      ...emptyDraft,
      consent: true,
      location: 'Tacoma',
      callback: '\u202d555 0100\u202c',
      contact: 'Rosa',
    };
    expect(missingIn('required', whole)).toEqual([]);
    expect(flawsIn(whole)).toEqual({});
    expect(missingIn('required', { ...whole, contact: '\u200b\u00a0' })).toEqual(['contact']);
    expect(Object.keys(flawsIn({ ...whole, location: 'Ta\u202ecoma' }))).toEqual(['location']);
  });

  it('sendsNoFormThatIsNotWhole', () => {
    expect(answersOf(emptyDraft)).not.toHaveProperty('forms');
    expect(answersOf({ ...emptyDraft, forms: filled(gad7, 0) }).forms).toEqual({
      gad7: [0, 0, 0, 0, 0, 0, 0],
    });
  });
});
