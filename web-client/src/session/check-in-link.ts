import type { Crisis, FormAnswers } from '../protocol/frames';
import { object, text, texts } from '../protocol/read';
import { forms, type FormName } from './forms';

/** What a link asks for. */
export interface AskedForms {
  readonly forms: readonly FormName[];
  readonly crisis?: Crisis;
}

/** Where a check-in by a link stands. */
export type CheckInStand =
  | { readonly kind: 'opening' | 'incomplete' | 'refused' | 'unreachable' }
  | { readonly kind: 'asking' | 'sending' | 'unsent' | 'sent'; readonly asked: AskedForms };

const againMs = 3000;

/**
 * A check-in without a session: from the code of a link to answers that are sent once. They are in the memory of this page
 * alone. A try whose answer was lost is made again under the same key, so that the engine keeps it once.
 */
export class CheckInLink {
  private stand: CheckInStand = { kind: 'opening' };
  private body: string | undefined;

  /** @param key of the one try to send; random */
  constructor(
    private readonly code: string,
    private readonly key: string,
    private readonly fetcher: typeof fetch,
    private readonly changed: (stand: CheckInStand) => void,
  ) {}

  async open(): Promise<void> {
    if (this.code === '') {
      this.stands({ kind: 'incomplete' });
      return;
    }
    const response = await this.post('/v1/check-ins/open', JSON.stringify({ code: this.code }), {});
    if (response === undefined) {
      this.later();
      return;
    }
    if (!response.ok) {
      this.stands({ kind: 'refused' });
      return;
    }
    try {
      this.stands({ kind: 'asking', asked: askedOf(await response.json()) });
    } catch {
      this.later();
    }
  }

  private later(): void {
    this.stands({ kind: 'unreachable' });
    setTimeout(() => void this.open(), againMs);
  }

  /** Sends what was filled in; where it was tried before, the same once more. */
  async send(answers: FormAnswers): Promise<void> {
    const { stand } = this;
    if (stand.kind !== 'asking' && stand.kind !== 'unsent') return;
    const { asked } = stand;
    this.stands({ kind: 'sending', asked });
    this.body ??= JSON.stringify({ code: this.code, forms: answers });
    const response = await this.post('/v1/check-ins/answer', this.body, { 'idempotency-key': this.key });
    if (response === undefined) this.stands({ kind: 'unsent', asked });
    else this.stands(response.ok ? { kind: 'sent', asked } : { kind: 'refused' });
  }

  /** The answer; none where the engine could not be reached, or has no time now. */
  private async post(
    path: string,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<Response | undefined> {
    try {
      const response = await this.fetcher(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      });
      return response.status >= 500 || response.status === 429 ? undefined : response;
    } catch {
      return undefined;
    }
  }

  private stands(stand: CheckInStand): void {
    this.stand = stand;
    this.changed(stand);
  }
}

export function askedOf(value: unknown): AskedForms {
  const answer = object(value, 'answer');
  const words = texts(answer, 'forms');
  const known = forms.map(({ name }) => name).filter((name) => words.includes(name));
  if (known.length === 0) throw new TypeError('forms: none that this page knows');
  if (answer['crisis'] === undefined) return { forms: known };
  const crisis = object(answer['crisis'], 'crisis');
  return { forms: known, crisis: { call: text(crisis, 'call'), text: text(crisis, 'text') } };
}
