import { currentSession, onSessionChange, sessionHint } from './session';

/**
 * What a person may open without a network. It lies in this browser under their account, is read again only while the
 * session that kept it is still theirs, and is gone the moment they sign out or are signed out.
 */
const DATABASE = 'kept-for-me';
const STORE = 'kept';

type Row = { account: string; session: string; keptAt: string; what: unknown };

export type KeptForMe<T> = { keptAt: string; what: T };

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser keeps nothing.')));
  });

async function withStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE));
  const database = await settled(opening);
  try {
    return await settled(work(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

/** A private window may keep nothing; then there is nothing to open without a network, and nothing breaks. */
export async function keepForMe(name: string, what: unknown): Promise<void> {
  const session = currentSession();
  const hint = sessionHint();
  if (session.state !== 'signedIn' || hint === null) return;
  const row: Row = { account: session.account.id, session: hint, keptAt: new Date().toISOString(), what };
  try {
    await withStore('readwrite', (store) => store.put(row, name));
    // Whoever signed out while it was being written must not leave it behind.
    if (currentSession().state !== 'signedIn') await forgetKept();
  } catch {
    return;
  }
}

/** What was kept by the session that this browser still has; somebody else's is nobody's. */
export async function keptForMe<T>(name: string): Promise<KeptForMe<T> | null> {
  try {
    const row = (await withStore('readonly', (store) => store.get(name))) as Row | undefined;
    if (row === undefined || row.session !== sessionHint()) return null;
    const session = currentSession();
    if (session.state === 'signedIn' && session.account.id !== row.account) return null;
    return { keptAt: row.keptAt, what: row.what as T };
  } catch {
    return null;
  }
}

export async function forgetKept(): Promise<void> {
  try {
    await withStore('readwrite', (store) => store.clear());
  } catch {
    return;
  }
}

/** From the start of the page on, whichever of its parts are loaded. */
export function forgetKeptWhenSignedOut(): void {
  onSessionChange(() => {
    if (currentSession().state === 'signedOut') void forgetKept();
  });
}
