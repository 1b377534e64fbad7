import { describe, expect, it } from 'vitest';
import { given as stateOf, seat } from '../../test/session/given';
import { Attention, againMs } from './attention';
import { countIcon, titleWith } from './page-calls';
import type { SessionState } from './state';

const lead = seat('sea_lead', { role: 'facilitator' });

class Page {
  readonly heard: string[] = [];
  shown: [number, boolean] | undefined;
  hidden = true;
  readonly said: [string, boolean][] = [];
  closed = 0;
  private timer: (() => void) | undefined;
  readonly attention = new Attention({
    sound: (kind) => this.heard.push(kind),
    notify: (need, again) => this.said.push([need, again]),
    closeNotification: () => (this.closed += 1),
    show: (count, alert) => (this.shown = [count, alert]),
    hidden: () => this.hidden,
    later: (action, ms) => {
      expect(ms).toBe(againMs);
      this.timer = action;
      return () => (this.timer = undefined);
    },
  });

  timePasses(): void {
    const due = this.timer;
    this.timer = undefined;
    due?.();
  }
}

function state(change: Partial<SessionState> = {}, waiting: readonly string[] = []): SessionState {
  return { ...stateOf(lead, [lead, ...waiting.map((id) => seat(id, { place: 'waiting' }))]), ...change };
}

const alert = { alert: 'alr_1', kind: 'raised', seat: 'sea_1', at: '2026-11-19T11:24:00Z' };
const help = { breakout: 'brk_1', at: '2026-11-19T11:24:00Z' };

describe('what staff miss', () => {
  it('aKnock_soundsOnce_andIsCountedUntilItIsAnswered', () => {
    const page = new Page();
    page.attention.follow(state());
    page.attention.follow(state({}, ['sea_1']));
    page.attention.follow(state({}, ['sea_1']));
    expect([page.heard, page.shown]).toEqual([['call'], [1, false]]);
    page.attention.follow(state({}, ['sea_1', 'sea_2']));
    expect([page.heard, page.shown]).toEqual([
      ['call', 'call'],
      [2, false],
    ]);
    page.attention.follow(state());
    expect([page.heard, page.shown]).toEqual([
      ['call', 'call'],
      [0, false],
    ]);
  });

  it('oneKnockAnswered_asAnotherComes_soundsAgain', () => {
    const page = new Page();
    page.attention.follow(state({}, ['sea_1']));
    page.attention.follow(state({}, ['sea_2']));
    expect(page.heard).toEqual(['call', 'call']);
  });

  it('helpAndAlerts_callToo', () => {
    const page = new Page();
    page.attention.follow(state({ help: [help] }));
    page.attention.follow(state({ help: [help], alerts: [alert] }));
    expect([page.heard, page.shown]).toEqual([
      ['call', 'alert'],
      [2, true],
    ]);
  });

  it('anAlert_soundsAgainWhileThePageIsHidden_untilItIsAcknowledged', () => {
    const page = new Page();
    page.attention.follow(state({ alerts: [alert] }));
    page.timePasses();
    page.timePasses();
    expect(page.heard).toEqual(['alert', 'alert', 'alert']);
    page.hidden = false;
    page.timePasses();
    expect(page.heard).toHaveLength(3);
    page.hidden = true;
    page.attention.follow(state());
    page.timePasses();
    expect(page.heard).toHaveLength(3);
  });

  it('aNotification_isOfTheMostUrgent_andComesUpAnewForWhatIsNew', () => {
    const page = new Page();
    page.attention.follow(state({}, ['sea_1']));
    page.attention.follow(state({ alerts: [alert] }, ['sea_1']));
    page.attention.follow(state({ alerts: [alert] }, ['sea_1', 'sea_2']));
    page.timePasses();
    expect(page.said).toEqual([
      ['knock', true],
      ['alert', true],
      ['alert', true],
      ['alert', true],
    ]);
    page.attention.follow(state({ help: [help] }, ['sea_1', 'sea_2']));
    page.attention.follow(state({}, ['sea_1', 'sea_2']));
    page.attention.follow(state({}, ['sea_1']));
    expect(page.said.slice(4)).toEqual([
      ['help', true],
      ['knock', false],
    ]);
    expect(page.closed).toBe(0);
    page.attention.follow(state());
    expect(page.closed).toBe(1);
  });

  it('aPageThatIsLookedAt_notifiesOfNothing_andClosesWhatStands', () => {
    const page = new Page();
    page.hidden = false;
    page.attention.follow(state({ alerts: [alert] }));
    page.timePasses();
    expect(page.said).toEqual([]);
    page.hidden = true;
    page.timePasses();
    expect(page.said).toEqual([['alert', true]]);
    page.attention.back();
    expect(page.closed).toBe(1);
    page.attention.follow(state({}, ['sea_1']));
    expect(page.said).toHaveLength(2);
  });

  it('whoIsNoStaff_isCalledByNothing', () => {
    const page = new Page();
    const patient = seat('sea_9');
    page.attention.follow({
      ...stateOf(patient, [patient, seat('sea_1', { place: 'waiting' })]),
      help: [help],
    });
    expect([page.heard, page.shown]).toEqual([[], undefined]);
  });

  it('afterTheEnd_titleAndIconAreAsBefore', () => {
    const page = new Page();
    page.attention.follow(state({ alerts: [alert] }, ['sea_1']));
    page.attention.follow(undefined);
    expect(page.shown).toEqual([0, false]);
    page.timePasses();
    expect(page.heard).toEqual(['alert']);
  });

  it('titleAndIcon_sayHowMany_andNothingElse', () => {
    expect(titleWith('Anteroom', 2, false)).toBe('(2) Anteroom');
    expect(titleWith('Anteroom', 1, true)).toBe('(1!) Anteroom');
    expect(titleWith('Anteroom', 0, false)).toBe('Anteroom');
    expect(decodeURIComponent(countIcon(12, true))).toContain('>9+</text>');
  });
});
