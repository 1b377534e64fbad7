import type { Page } from '@playwright/test';

/** What a page that does not forget would have: every key that it sealed with, and every one that it was given. */
interface Kept {
  readonly sent: readonly string[];
  readonly given: readonly string[];
}

interface Keeping {
  keptKeys?: { sent: string[]; given: string[] };
  keptWorkers?: Set<Worker>;
}

/** Runs in the page before anything else: keeps what it tells its worker, and the worker. */
export function keepKeys(): void {
  const kept = ((window as Keeping).keptKeys = { sent: [] as string[], given: [] as string[] });
  const workers = ((window as Keeping).keptWorkers = new Set<Worker>());
  const post = Worker.prototype.postMessage as (this: Worker, ...words: unknown[]) => void;
  Worker.prototype.postMessage = function (this: Worker, ...words: unknown[]): void {
    const word = words[0] as { do?: string; secret?: Uint8Array } | undefined;
    workers.add(this);
    if (word?.secret !== undefined)
      (word.do === 'send' ? kept.sent : kept.given).push([...word.secret].join(' '));
    post.apply(this, words);
  };
}

export function keptKeys(page: Pick<Page, 'evaluate'>): Promise<Kept> {
  return page.evaluate(() => (window as Keeping).keptKeys ?? { sent: [], given: [] });
}

/** Ends the workers of a page as a crash of them would. */
export function endWorkers(page: Pick<Page, 'evaluate'>): Promise<void> {
  return page.evaluate(() => (window as Keeping).keptWorkers?.forEach((worker) => worker.terminate()));
}
