import type { LineWord } from '../media/line-care';
import type { MediaNews } from '../media/media-view';
import type { DeviceNews } from '../media/own-device';
import type { Sentence } from './tones';
import { isolated } from './state';

/** What is said of one's own line, always before anything changes by it. */
const lineWords: Readonly<Record<LineWord, string>> = {
  'pictures-pause':
    'Your line is thin just now. If it stays so, pictures pause for a while, so that voices come through.',
  'pictures-return': 'Your line is better. Pictures come back now.',
};

/** What is said of one's own microphone, camera and line when they change without one's doing. */
export function deviceSentence(news: MediaNews): Sentence {
  if (news.kind === 'line') return { tone: 'calm', urgent: false, text: lineWords[news.word] };
  const { what } = news;
  switch (news.kind) {
    case 'next':
      return {
        tone: 'calm',
        urgent: false,
        text: `Your ${what} has changed: ${news.label === '' ? 'we use another one' : `we use ${isolated(news.label)}`} now.`,
      };
    case 'gone':
      return { tone: 'attention', urgent: false, text: goneWords(news) };
    case 'interrupted':
      return {
        tone: 'attention',
        urgent: false,
        text: `Your device uses the ${what} for something else, such as a call. ${
          what === 'microphone' ? 'Nobody hears you just now' : 'Nobody sees you just now'
        }. It comes back by itself; if not, press ${what === 'microphone' ? 'Unmute' : 'Start camera'}.`,
      };
    case 'resumed':
      return { tone: 'calm', urgent: false, text: `Your ${what} works again.` };
  }
}

function goneWords({ what, trouble }: Extract<DeviceNews, { kind: 'gone' }>): string {
  const sorry =
    what === 'microphone'
      ? 'nobody hears you. You can listen. '
      : 'nobody sees you. You are just as welcome without. ';
  switch (trouble) {
    case 'missing':
      return `We find no ${what} any more, so ${sorry}Plug one in, and it starts by itself.`;
    case 'busy':
      return `Your ${what} stopped, so ${sorry}Another app may be using it: close it and press ${
        what === 'microphone' ? 'Unmute' : 'Start camera'
      }.`;
    default:
      return `Your browser is not letting us use the ${what} any more, so ${sorry}You can turn it on at the left end of the address line.`;
  }
}

/** Why nothing is shared, by the errors of getDisplayMedia (W3C Screen Capture, 5.1). */
export function screenRefused(name: string): Sentence {
  return { tone: 'attention', urgent: false, text: refusedWords(name) };
}

/** For a browser that has no way to share a screen, as most phones. */
export const noScreenHere = 'This browser cannot share a screen. A computer can.';

function refusedWords(name: string): string {
  switch (name) {
    case 'NotAllowedError':
      return "No screen is shared. If you did not close the browser's window yourself, your device's settings may keep this browser from recording the screen.";
    case 'InvalidStateError':
      return 'Your browser wants a fresh press for this. Press “Share screen” once more.';
    case 'NotFoundError':
      return 'Your device has no screen to share.';
    case 'NotReadableError':
    case 'AbortError':
      return 'Your device did not let us have its screen. Another app may be using it; close it and try again.';
    default:
      return noScreenHere;
  }
}
