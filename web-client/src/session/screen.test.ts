import { describe, expect, it } from 'vitest';
import { seat } from '../../test/session/given';
import type { Command } from '../protocol/frames';
import { screenRefused } from './device-sentences';
import { Screen } from './screen';

/** A person with a lease, whose browser asks which screen to show and gets its answer later. */
class Sharing {
  readonly told: string[] = [];
  asked = 0;
  private answer: () => void = () => undefined;
  private refuse: (why: Error) => void = () => undefined;
  readonly screen = new Screen(
    {
      openScreen: () => {
        this.asked += 1;
        return new Promise<void>((settle, fail) => {
          this.answer = settle;
          this.refuse = fail;
        });
      },
      closeScreen: async () => void this.told.push('closed'),
    },
    {
      you: () => seat('sea_1', { lease: { until: '2026-11-19T12:00:00Z' } }),
      now: () => Date.parse('2026-11-19T11:30:00Z'),
      command: async ({ name }: Command) => {
        this.told.push(name);
        return { kind: 'ack', held: [] };
      },
      asked: () => undefined,
      refused: (name) => this.told.push(`refused ${name}`),
    },
  );

  async chosen(): Promise<void> {
    this.answer();
    await settled();
  }

  async cancelled(): Promise<void> {
    this.refuse(new DOMException('cancelled', 'NotAllowedError'));
    await settled();
  }
}

async function settled(): Promise<void> {
  for (let turns = 0; turns < 5; turns += 1) await Promise.resolve();
}

describe('a screen that the browser does not share', () => {
  it.each([
    ['NotAllowedError', /settings/u],
    ['InvalidStateError', /once more/u],
    ['NotFoundError', /no screen/u],
    ['NotReadableError', /try again/u],
    ['NotSupportedError', /cannot share a screen/u],
    ['TypeError', /cannot share a screen/u],
  ])('%s_saysWhy', (name, words) => expect(screenRefused(name).text).toMatch(words));
});

describe('Screen', () => {
  it('clickedAgainWhileTheBrowserAsks_asksOnce', async () => {
    const sharing = new Sharing();
    void sharing.screen.share();
    void sharing.screen.share();
    await sharing.chosen();
    expect([sharing.asked, sharing.told]).toEqual([1, ['startShare']]);
  });

  it('clickedAfterTheDialogWasCancelled_asksAgain', async () => {
    const sharing = new Sharing();
    void sharing.screen.share();
    await sharing.cancelled();
    void sharing.screen.share();
    await sharing.chosen();
    expect([sharing.asked, sharing.told]).toEqual([2, ['refused NotAllowedError', 'startShare']]);
  });
});
