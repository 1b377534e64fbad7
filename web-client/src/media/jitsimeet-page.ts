import type { Deployment } from '../protocol/frames';
import type { JitsiMeetLibrary } from './jitsimeet-library';
import { Libraries, scriptWithinMs, type ScriptPage } from './jitsimeet-script';

/** What a session in a deployment's room needs of its page. */
export interface Page {
  readonly library: (deployment: Deployment) => Promise<JitsiMeetLibrary>;
  /** Runs `action` when the page goes away, and returns how to take that back. */
  readonly whenGone: (action: () => void) => () => void;
  readonly random: () => number;
}

const scripts: ScriptPage = {
  run(url) {
    return new Promise((done, fail) => {
      const script = document.createElement('script');
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        script.onload = script.onerror = null;
        settle();
      };
      const give = (why: string): void =>
        end(() => {
          script.remove();
          fail(new Error(why));
        });
      const timer = setTimeout(() => give('The library did not come in time'), scriptWithinMs);
      script.async = true;
      script.referrerPolicy = 'no-referrer';
      script.src = url;
      script.onload = () => end(() => done((window as { JitsiMeetJS?: unknown }).JitsiMeetJS));
      script.onerror = () => give('The library did not load');
      document.head.append(script);
    });
  },
};

const libraries = new Libraries(scripts);

export function inThisPage(): Page {
  return {
    library: (deployment) => libraries.of(deployment),
    whenGone: (action) => {
      window.addEventListener('pagehide', action);
      return () => window.removeEventListener('pagehide', action);
    },
    random: () => Math.random(),
  };
}
