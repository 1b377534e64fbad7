import { describe, expect, it } from 'vitest';
import { given, seat, when } from '../../test/session/given';
import type { AskedConsent } from '../protocol/frames';
import { missingIn, requirementOf } from '../views/check-in';
import { isTicked, wordsOf, withTick } from './consents';
import { sentenceFor } from './sentences';
import { answersOf, emptyDraft } from './settings';

const groups: AskedConsent = {
  consent: 'cns_1',
  version: 2,
  name: 'Groups',
  texts: { en: 'I agree.', 'es-MX': 'De acuerdo.', de: 'Einverstanden.' },
};
const families: AskedConsent = {
  consent: 'cns_2',
  version: 1,
  name: 'Families',
  texts: { fr: 'Oui.', el: 'Ναι.' },
};

describe('the words of a consent', () => {
  it.each([
    [['de'], 'de'],
    [['DE-at'], 'de'],
    [['es'], 'es-MX'],
    [['es-mx'], 'es-MX'],
    [['ja', 'de-CH'], 'de'],
    [['ja'], 'en'],
    [[], 'en'],
  ])('for %j are those in %s', (languages, language) => {
    expect(wordsOf(groups, languages)?.language).toBe(language);
  });

  it('areTheFirstByName_whereThereIsNoEnglish', () => {
    expect(wordsOf(families, ['ja'])).toEqual({ language: 'el', text: 'Ναι.' });
  });

  it('areNone_whereNobodyAsks', () => {
    expect(wordsOf({ consent: 'cns_1', version: 2, name: 'Groups' }, ['en'])).toBeUndefined();
  });
});

describe('what is ticked', () => {
  const filled = { ...emptyDraft, location: 'a', callback: 'b', contact: 'c' };
  const both = [groups, families];
  const first = { ...filled, consents: withTick([], groups, 'de', true) };

  it('isEachConsentThatIsAsked_inItsVersion', () => {
    expect(missingIn('required', { ...filled, consent: true }, both)).toEqual(['consent']);
    expect(missingIn('required', first, both)).toEqual(['consent']);
    const all = { ...first, consents: withTick(first.consents, families, undefined, true) };
    expect(missingIn('required', all, both)).toEqual([]);
    expect(answersOf(all, both)).toMatchObject({
      consent: true,
      consents: [
        { consent: 'cns_1', version: 2, language: 'de' },
        { consent: 'cns_2', version: 1 },
      ],
    });
  });

  it('isNothing_onceItWasWordedAnew', () => {
    const anew = { ...groups, version: 3 };
    expect(isTicked(first.consents, anew)).toBe(false);
    expect(answersOf(first, [anew])).toMatchObject({ consent: false, consents: [] });
    expect(withTick(first.consents, anew, 'de', true)).toEqual([
      { consent: 'cns_1', version: 3, language: 'de' },
    ]);
    expect(withTick(first.consents, groups, 'de', false)).toEqual([]);
  });

  it('isTheBuiltInSentence_whereNothingIsAsked', () => {
    expect(missingIn('required', { ...filled, consent: true })).toEqual([]);
    expect(answersOf({ ...first, consent: true })).not.toHaveProperty('consents');
  });
});

describe('who checked in', () => {
  const accepted = { consent: 'cns_1', version: 2, language: 'de', acceptedAt: '2026-11-19T11:00:00Z' };
  const maya = seat('maya', {
    place: 'away',
    checkInRequired: 'required',
    checkIn: { completedAt: '2026-11-19T11:00:00Z', consents: [accepted] },
  });
  const asked = (...consents: AskedConsent[]): string =>
    requirementOf({ state: given(maya, [], { extras: { consents } }) });

  it('isAskedNothing_whileItIsWordedSo', () => {
    expect(asked(groups)).toBe('none');
    expect(asked()).toBe('none');
  });

  it('isAskedAgain_whenTheyComeBackToOtherWords', () => {
    expect(asked({ ...groups, version: 3 })).toBe('required');
    expect(asked(groups, families)).toBe('required');
  });
});

describe('a consent that is taken back', () => {
  const accepted = { consent: 'cns_1', version: 2, language: 'de', acceptedAt: '2026-11-19T11:00:00Z' };
  const event = { name: 'consent-withdrawn', seat: 'maya', consent: 'cns_1' } as const;

  it('holdsThePerson_andIsSaidToStaff', () => {
    const maya = seat('maya', { place: 'waiting', checkIn: { consents: [accepted] } });
    const before = given(seat('lena', { role: 'facilitator' }), [maya], { extras: { consents: [groups] } });
    const after = when(before, event);
    expect(after.seats['maya']).toMatchObject({
      held: true,
      heldFor: ['consent'],
      checkIn: { consents: [{ ...accepted, withdrawnAt: '2026-11-19T11:24:00Z' }] },
    });
    expect(after.notices.at(-1)?.text).toMatch(/maya.*no longer agrees.*Groups/u);
  });

  it('takesOneOutOfTheRoom_byNobodysWish', () => {
    const gone = { ...accepted, withdrawnAt: '2026-11-19T11:24:00Z' };
    const inside = given(seat('maya', { checkIn: { consents: [gone] } }));
    const waiting = given(seat('maya', { place: 'waiting', checkIn: { consents: [gone] } }));
    expect(sentenceFor.move(inside, waiting, false)?.text).toMatch(/Someone will talk with you/u);
    const sent = given(seat('maya', { place: 'waiting', checkIn: { consents: [accepted] } }));
    expect(sentenceFor.move(inside, sent, false)?.text).toMatch(/Your team asks you to wait/u);
  });

  it('isKnownOfOneself', () => {
    const waiting = given(seat('maya', { place: 'waiting' }));
    const done = when(waiting, { name: 'check-in-completed', seat: 'maya', consents: [accepted] });
    expect(done.you.checkIn?.consents).toEqual([accepted]);
    expect(when(done, event).you).toMatchObject({
      held: true,
      checkIn: { consents: [{ withdrawnAt: '2026-11-19T11:24:00Z' }] },
    });
  });
});
