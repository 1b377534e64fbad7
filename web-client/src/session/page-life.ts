/** What happens to a page and its network, as far as the line to the engine cares. */
export interface PageLife {
  /** The network is gone, as far as the browser knows. */
  readonly offline: () => void;
  /** The page or its network is back: what was open before may be dead and look alive. */
  readonly back: () => void;
  /** The page is about to stand still: no timer runs and no frame is read until it is back. */
  readonly frozen: () => void;
  /** The page is left for good, or for another one. */
  readonly left: () => void;
}

/** The parts of a browser that tell it. */
export interface Page {
  readonly window: EventTarget;
  readonly document: EventTarget & { readonly visibilityState: string };
}

/** Watches a page (HTML page visibility and Page Lifecycle) and returns how to stop that. */
export function watchPage({ window, document }: Page, life: PageLife): () => void {
  const over = new AbortController();
  const { signal } = over;
  window.addEventListener('offline', life.offline, { signal });
  window.addEventListener('online', life.back, { signal });
  window.addEventListener(
    'pageshow',
    (event) => {
      if ('persisted' in event && event.persisted === true) life.back();
    },
    { signal },
  );
  window.addEventListener('pagehide', life.left, { signal });
  document.addEventListener('freeze', life.frozen, { signal });
  document.addEventListener('resume', life.back, { signal });
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') life.back();
    },
    { signal },
  );
  return () => over.abort();
}
