import { describe, expect, it } from 'vitest';
import { seat } from '../../test/session/given';
import { freshDraft, place, usualLatecomers, wanted, withLimit, withName, type Round } from './planning';
import { rejectSentence } from './rejections';
import { clashes, groupsOf, ruleWords, sessionRules, type Rule } from './rules';

const seats = [seat('june', { ref: 'r1' }), seat('sam', { ref: 'r2' }), seat('eli', { ref: 'r3' })];
const apart: Rule = { kind: 'apart', seats: ['june', 'sam'], from: 'session' };
const together: Rule = { kind: 'together', seats: ['june', 'eli'], from: 'round' };

describe('rules of a session', () => {
  it('speakOfRefs_andAreReadAsSeats', () => {
    const rules = sessionRules(
      {
        pods: [],
        keepApart: [
          ['r1', 'r2'],
          ['r1', 'nobody'],
        ],
        pairWith: [['r1', 'r3']],
      },
      seats,
    );
    expect(rules).toEqual([apart, { ...together, from: 'session' }]);
  });

  it('ofNoSession_areNone', () => expect(sessionRules(undefined, seats)).toEqual([]));
});

describe('a draft against the rules', () => {
  const draft = place(place(freshDraft(2), 'june', 0), 'sam', 0);

  it('keptApartInOneRoom_isSaidThere', () => {
    expect(clashes(draft, [apart], seats)).toEqual([
      { room: 0, words: '\u2068june\u2069 and \u2068sam\u2069 are kept apart in this session.' },
    ]);
  });

  it('keptApartInTwoRooms_isFine', () => expect(clashes(place(draft, 'sam', 1), [apart], seats)).toEqual([]));

  it('bothUnplaced_isFine', () => {
    expect(clashes(freshDraft(2), [apart, together], seats)).toEqual([]);
  });

  it('togetherInTwoRooms_isSaidInBoth', () => {
    expect(clashes(place(draft, 'eli', 1), [together], seats).map(({ room }) => room)).toEqual([0, 1]);
  });

  it('togetherInOneRoom_isFine', () =>
    expect(clashes(place(draft, 'eli', 0), [together], seats)).toEqual([]));

  it('isReadAsASentence', () =>
    expect(ruleWords(together, seats)).toBe('\u2068june\u2069 and \u2068eli\u2069 go together'));
});

describe('the plan that is asked for', () => {
  const draft = place(withLimit(withName(freshDraft(2), 0, 'Quiet'), 0, 4), 'june', 0);
  const round: Round = {
    mode: 'manual',
    minutes: 10,
    latecomers: 'planned',
    keepApart: groupsOf([apart, { ...apart, from: 'round' }], 'apart'),
    pairWith: [],
  };

  it('byHand_namesWhoGoesWhere_andOnlyTheRulesOfThisRound', () => {
    expect(wanted(draft, round, false)).toMatchObject({
      mode: 'manual',
      rooms: [
        { name: 'Quiet', seats: ['june'] },
        { name: 'Room B', seats: [] },
      ],
      seconds: 600,
      latecomers: 'planned',
      keepApart: [['june', 'sam']],
    });
    expect(wanted(draft, round, false)).not.toHaveProperty('pairWith');
  });

  it('theirChoice_hasLimitsAndNobodyInTheRooms', () => {
    expect(wanted(draft, { ...round, mode: 'self-select' }, false)).toMatchObject({
      mode: 'self-select',
      rooms: [{ name: 'Quiet', limit: 4 }, { name: 'Room B' }],
    });
  });

  it.each([
    ['random', { mode: 'random', roomCount: 2 }],
    ['pods', { mode: 'pods' }],
  ] as const)('%s_isDrawnByTheEngine_andThenSentAsItStands', (mode, args) => {
    expect(wanted(draft, { ...round, mode }, true)).toMatchObject(args);
    expect(wanted(draft, { ...round, mode }, false).mode).toBe('manual');
  });

  it.each([
    ['manual', 'planned'],
    ['random', 'fewest'],
    ['pods', 'fewest'],
    ['self-select', 'stay'],
  ] as const)('who comes later in %s: %s', (mode, late) => expect(usualLatecomers(mode)).toBe(late));

  it('anEmptyName_isNoName', () => expect(withName(draft, 1, '  ').rooms[1]?.name).toBe('Room B'));
});

describe('a refusal', () => {
  it('ofAPlan_saysTheRuleThatBit', () => {
    expect(rejectSentence('planBreakouts', 'conflict', 'June and Sam are kept apart.')).toBe(
      'June and Sam are kept apart.',
    );
  });

  it('toAParticipant_neverSaysWhy', () => {
    expect(rejectSentence('goTo', 'conflict', 'June is kept apart from you.')).toBe(
      'That room is not open to you.',
    );
    expect(rejectSentence('goTo', 'forbidden', 'x')).toBe('That room is not open to you.');
  });
});
