import { canEncrypt, Encryption } from '../media/e2ee/encryption';
import { fiveWords } from '../media/e2ee/five-words';
import type { Sealer } from '../media/session';
import type { EventFrame, KeyFrame, KeyWord } from '../protocol/frames';
import { deviceKeyFor } from './device-key';
import { KeyRoom } from './key-room';
import type { Alarm, KeyStanding } from './key-words';
import { alarmed, newDevice } from './key-sentences';
import { laterInBrowser } from './browser';
import type { SessionState } from './state';
import type { Sentence } from './tones';

/** How encryption stands, as the page shows it. */
export interface Keys extends KeyStanding {
  /** The lead's five words; absent until they are counted out. */
  readonly words?: readonly string[];
}

interface Around {
  readonly tell: (word: KeyWord) => boolean;
  readonly state: () => SessionState | undefined;
  readonly notice: (sentence: Sentence) => void;
  readonly stands: (keys: Keys | undefined) => void;
  /** No media any more: they cannot be sealed or opened. */
  readonly stop: () => void;
}

/** How many things are said of encryption in one page; an engine that lies can think of more. */
const saidMax = 64;

/**
 * Encryption of one page's session. Once it is said that the session is encrypted there is no way back to plain media: a word
 * of the engine that it is not any more changes nothing here.
 */
export class Encrypted {
  private required = false;
  private broken = false;
  private encryption: Encryption | undefined;
  private room: KeyRoom | undefined;
  private standing: KeyStanding | undefined;
  private words: { readonly key: string; readonly words: readonly string[] } | undefined;
  private readonly said = new Set<string>();

  constructor(private readonly around: Around) {}

  readonly sealer = (): Sealer => {
    if (!this.required) return 'plain';
    return this.broken || this.encryption === undefined ? 'broken' : this.encryption;
  };

  welcomed(state: SessionState): void {
    if (state.session.e2ee === 'required') this.begin();
    this.room?.welcomed(state);
  }

  changed(state: SessionState): void {
    if (state.session.e2ee === 'required') this.begin();
    this.room?.changed(state);
    if (!this.broken && (state.e2ee === undefined || state.e2ee.epoch === 0)) this.around.stands(undefined);
  }

  happened({ event }: EventFrame): void {
    const state = this.around.state();
    if (event.name === 'device-set' && state !== undefined && event.seat === state.you.id)
      this.room?.deviceSet(state, event.key);
  }

  heard(frame: KeyFrame): void {
    this.room?.heard(frame);
  }

  lost(): void {
    this.room?.lost();
  }

  readonly trustLead = (): void => this.room?.trustLead();

  readonly counts = (): ReturnType<Encryption['counts']> | undefined => this.encryption?.counts();

  close(): void {
    this.room?.close();
    this.encryption?.close();
  }

  private begin(): void {
    if (this.required) return;
    this.required = true;
    try {
      if (!canEncrypt()) throw new Error('This browser cannot encrypt');
      const encryption = new Encryption(() => this.fail());
      this.encryption = encryption;
      this.room = new KeyRoom({
        device: deviceKeyFor,
        tell: (word) => void this.around.tell(word),
        sealing: encryption,
        alarm: (alarm) => this.raise(alarm),
        news: (seat) => this.say(`new ${seat}`, newDevice(this.around.state(), seat)),
        stands: (standing) => this.stand(standing),
        later: laterInBrowser,
      });
    } catch {
      this.fail();
    }
  }

  private fail(): void {
    this.broken = true;
    this.around.stop();
    this.around.stands({ kind: 'broken', without: [] });
    this.say('broken', alarmed(this.around.state(), { kind: 'broken' }));
  }

  private raise(alarm: Alarm): void {
    this.say(JSON.stringify(alarm), alarmed(this.around.state(), alarm));
  }

  /** Each once: a lie that is told each second is one lie. */
  private say(what: string, sentence: Sentence): void {
    if (this.said.has(what) || this.said.size >= saidMax) return;
    this.said.add(what);
    this.around.notice(sentence);
  }

  private stand(standing: KeyStanding): void {
    this.standing = standing;
    this.show();
    const { lead } = standing;
    const state = this.around.state();
    if (lead === undefined || state?.e2ee === undefined || this.words?.key === lead.key) return;
    this.words = { key: lead.key, words: [] };
    const where = { program: state.e2ee.program, session: state.session.id };
    void fiveWords(where, lead.key).then((words) => {
      if (this.words?.key !== lead.key) return;
      this.words = { key: lead.key, words };
      this.show();
    });
  }

  private show(): void {
    const { standing, words } = this;
    if (standing === undefined || this.broken) return;
    const counted = words !== undefined && words.words.length > 0 && words.key === standing.lead?.key;
    this.around.stands({ ...standing, ...(counted ? { words: words.words } : {}) });
  }
}
