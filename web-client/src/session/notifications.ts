import type { Memory } from './memory';

/** What staff are called for, the most urgent first. */
export const needs = ['alert', 'help', 'knock'] as const;
export type Need = (typeof needs)[number];

/** Read by whoever looks at the screen, so that no name and no clinical word stands in any of them. */
export const needWords: Readonly<Record<Need, string>> = {
  alert: 'An alert needs you',
  help: 'Somebody asks for help',
  knock: 'Somebody is waiting',
};

/** Whether this page calls by notifications, or why it cannot. */
export type Standing = 'on' | 'off' | 'denied' | 'framed' | 'unsupported';

export interface Notice {
  readonly title: string;
  /** A notification of the same tag takes the place of the one before. */
  readonly tag: string;
  /** Stays until somebody deals with it. */
  readonly stays: boolean;
  /** Comes up anew where it takes another's place. */
  readonly again: boolean;
  readonly pressed: () => void;
}

/** The notifications of a browser, as far as a page may use them. */
export interface NotificationsOfBrowser {
  /** False where a page cannot make one: a browser without them, or that leaves them to service workers. */
  readonly supported: boolean;
  /** Inside a page of another origin, where no browser asks for permission. */
  readonly framed: boolean;
  readonly permission: () => 'default' | 'denied' | 'granted';
  /** Asks the person. Only at a press. */
  readonly ask: () => Promise<unknown>;
  /** Shows one and answers how to close the one that is shown; throws where the browser does not let it. */
  readonly show: (notice: Notice) => () => void;
  readonly focus: () => void;
}

const wantedKey = 'anteroom:notifications';

/**
 * Notifications on this device, where they are wanted and allowed. They are asked for by a press alone, there is one at a
 * time, and what the browser does not let us show is not shown.
 */
export class Notifications {
  private failed = false;
  private shut: (() => void) | undefined;

  /** @param tag tells this page's from those of other tabs */
  constructor(
    private readonly browser: NotificationsOfBrowser,
    private readonly memory: Memory,
    private readonly tag: string,
  ) {}

  standing(): Standing {
    const { browser } = this;
    if (!browser.supported || this.failed) return 'unsupported';
    if (browser.framed) return 'framed';
    const permission = browser.permission();
    if (permission === 'denied') return 'denied';
    return permission === 'granted' && this.memory.get(wantedKey) === 'on' ? 'on' : 'off';
  }

  /** Turns them on, asking where nobody was asked yet, or off. */
  async want(on: boolean): Promise<void> {
    this.memory.set(wantedKey, on ? 'on' : 'off');
    if (!on) this.close();
    if (on && this.standing() === 'off') await this.browser.ask().catch(() => undefined);
  }

  /** @param again whether it comes up anew where one stands already */
  show(need: Need, again: boolean): void {
    if (this.standing() !== 'on') return;
    try {
      this.shut = this.browser.show({
        title: needWords[need],
        tag: this.tag,
        stays: need === 'alert',
        again,
        pressed: () => {
          this.browser.focus();
          this.close();
        },
      });
    } catch {
      // Chromium on Android has the name and lets no page use it.
      this.failed = true;
    }
  }

  close(): void {
    this.shut?.();
    this.shut = undefined;
  }
}
