import type { Notice } from './state';

/** One sentence for the person, before it is said. */
export type Sentence = Omit<Notice, 'id' | 'at'>;

export const calm = (text: string): Sentence => ({ tone: 'calm', urgent: false, text });
export const move = (text: string): Sentence => ({ tone: 'move', urgent: false, text });
export const attention = (text: string): Sentence => ({ tone: 'attention', urgent: false, text });
export const alarm = (text: string): Sentence => ({ tone: 'alarm', urgent: true, text });
/** For what the screen shows by a banner of its own. */
export const spoken = (sentence: Sentence): Sentence => ({ ...sentence, spoken: true });
