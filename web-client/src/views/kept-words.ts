import { html, nothing, type TemplateResult } from 'lit';
import type { SessionState } from '../session/state';

/** Said where something is typed in an encrypted session: it is part of the record, which the service keeps and can read. */
export function keptWords(
  { session }: Pick<SessionState, 'session'>,
  what: 'messages' | 'notes' | 'answers',
): TemplateResult | typeof nothing {
  if (session.e2ee !== 'required') return nothing;
  const words = {
    messages: 'Messages are not end-to-end encrypted. The service keeps them in the record of the session.',
    notes: 'Notes are not end-to-end encrypted: the service keeps the record.',
    answers: 'Answers are not end-to-end encrypted. The service keeps them in your record.',
  }[what];
  return html`<p class="quiet kept-words">${words}</p>`;
}
