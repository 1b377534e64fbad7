/** What a browser may keep between loads. Where it denies that, as to third-party frames, a map stands in. */
export interface Memory {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  remove(key: string): void;
  /** False where nothing outlives this page. */
  readonly lasting: boolean;
}

type StorageLike = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** `open` is called inside a try: merely naming `sessionStorage` throws where storage is denied. */
export function memoryOf(open: () => StorageLike | null): Memory {
  const fallback = new Map<string, string>();
  const storage = probe(open);
  return {
    lasting: storage !== undefined,
    get: (key) => fallback.get(key) ?? attempt(() => storage?.getItem(key)) ?? undefined,
    set: (key, value) => {
      const stored = attempt(() => {
        storage?.setItem(key, value);
        return storage !== undefined;
      });
      if (stored !== true) fallback.set(key, value);
      else fallback.delete(key);
    },
    remove: (key) => {
      fallback.delete(key);
      attempt(() => storage?.removeItem(key));
    },
  };
}

function probe(open: () => StorageLike | null): StorageLike | undefined {
  return attempt(() => {
    const storage = open();
    if (storage === null) return undefined;
    storage.setItem('anteroom:probe', '1');
    storage.removeItem('anteroom:probe');
    return storage;
  });
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A short name for a code, so that the code itself is no storage key. Not a secret and not for security. */
export function shortHash(value: string): string {
  let hash = 0x811c9dc5;
  for (const character of value) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}
