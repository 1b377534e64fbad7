import { deviceKeyOf, newDeviceKey, type DeviceKey } from '../media/e2ee/schedule';

const database = 'anteroom-keys';
const store = 'devices';
/** Keys of seats that this browser keeps; the oldest goes first. */
const keptMax = 8;

interface Kept {
  readonly seat: string;
  readonly pair: CryptoKeyPair;
}

/**
 * The key of this device for one seat: kept over a reload, in a form that nobody can read, and made anew where there is none.
 * Each seat has its own, so that keys do not tell that one person sits in two sessions. Where storage is denied it lives as
 * long as the page.
 */
export async function deviceKeyFor(seat: string): Promise<DeviceKey> {
  const db = await opened().catch(() => undefined);
  if (db === undefined) return newDeviceKey();
  try {
    const known = await asked(reading(db).index('seat').get(seat) as IDBRequest<Kept | undefined>);
    if (known !== undefined) return await deviceKeyOf(known.pair);
    const made = await newDeviceKey();
    await keep(db, { seat, pair: made.pair }).catch(() => undefined);
    return made;
  } catch {
    return newDeviceKey();
  } finally {
    db.close();
  }
}

async function keep(db: IDBDatabase, kept: Kept): Promise<void> {
  const writing = db.transaction(store, 'readwrite').objectStore(store);
  const keys = await asked(writing.getAllKeys());
  for (const old of keys.slice(0, Math.max(0, keys.length + 1 - keptMax))) writing.delete(old);
  await asked(writing.add(kept));
}

function reading(db: IDBDatabase): IDBObjectStore {
  return db.transaction(store, 'readonly').objectStore(store);
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(database, 1);
  request.onupgradeneeded = () => {
    request.result
      .createObjectStore(store, { autoIncrement: true })
      .createIndex('seat', 'seat', { unique: true });
  };
  return asked(request);
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser keeps nothing'));
  });
}
