/**
 * The key by which the server knows this browser. Its private half cannot be read by any script, ours included, so it
 * cannot be taken elsewhere. It stays when somebody signs out: it names the device, not the person.
 */
const DATABASE = 'device';
const STORE = 'keys';
const NAME = 'this-browser';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' };

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser keeps nothing.')));
  });

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
  return settled(request);
}

const makeKeys = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey(P256, false, ['sign', 'verify']);

async function keptKeys(): Promise<CryptoKeyPair> {
  const database = await openDatabase();
  const store = (mode: IDBTransactionMode) => database.transaction(STORE, mode).objectStore(STORE);
  const kept = (await settled(store('readonly').get(NAME))) as CryptoKeyPair | undefined;
  if (kept !== undefined) return kept;
  const fresh = await makeKeys();
  // Another tab may have been faster; the first pair that was kept is the device's.
  const shelf = store('readwrite');
  const faster = (await settled(shelf.get(NAME))) as CryptoKeyPair | undefined;
  if (faster !== undefined) return faster;
  await settled(shelf.put(fresh, NAME));
  return fresh;
}

let asked: Promise<CryptoKeyPair> | null = null;

/** A private window may keep nothing; its key then lasts as long as the page, and the device is a new one each time. */
export function deviceKeys(): Promise<CryptoKeyPair> {
  asked ??= keptKeys().catch(makeKeys);
  return asked;
}
