import { answerOf, done } from '../api/answer';
import { Refusal, unreachable } from '../api/refusal';
import type { components } from '../api/schema';
import { doors } from './doors';

export type Account = components['schemas']['Account'];
export type Role = Account['role'];
export type SignedIn = components['schemas']['SignedIn'];

/** "away" means that there is a session, and no network to ask whether it is still good. */
export type Session =
  | { state: 'restoring' }
  | { state: 'away'; error: Refusal }
  | { state: 'signedOut' }
  | { state: 'signedIn'; account: Account };

/** Says only that there is a session worth asking for, so that a visitor without one asks for nothing. */
const HINT = 'session';
/** Somebody signed out without a network: the cookie is still to be taken back. */
const OWED = 'sign-out-owed';
/** While somebody works the session is kept fresh, because one that is not used ends by itself. */
const FRESH_MS = 3 * 60_000;

let session: Session = { state: 'restoring' };
/** Kept here and nowhere else: not in any storage, and gone with the page. */
let accessToken: string | null = null;
let tokenSince = 0;
let refreshing: Promise<boolean> | null = null;
const listeners = new Set<() => void>();

function change(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

function readHint(): string | null {
  try {
    return localStorage.getItem(HINT);
  } catch {
    return null;
  }
}

/** Where nothing may be kept, the session lasts as long as the page. */
function keepHint(value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(HINT);
    else localStorage.setItem(HINT, value);
  } catch {
    return;
  }
}

export const sessionHint = (): string | null => readHint();
export const currentSession = (): Session => session;
export const currentToken = (): string | null => accessToken;
export const isTokenOld = (): boolean => accessToken !== null && Date.now() - tokenSince > FRESH_MS;

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function beginSession(answer: SignedIn): void {
  accessToken = answer.access_token;
  tokenSince = Date.now();
  keepHint(answer.session_id);
  change({ state: 'signedIn', account: answer.account });
}

/** Forgets who was here; what was shown to them is forgotten by those who listen. */
export function endSession(hint: string | null = null): void {
  accessToken = null;
  keepHint(hint);
  change({ state: 'signedOut' });
}

async function refreshOnce(): Promise<boolean> {
  try {
    beginSession(await answerOf(doors.POST('/api/v1/auth/refresh')));
    return true;
  } catch (fault) {
    const error = fault instanceof Refusal ? fault : unreachable(fault);
    if (error.status === 401 || error.status === 403) endSession();
    else if (session.state !== 'signedIn') change({ state: 'away', error });
    return false;
  }
}

/** However many ask at the same moment, the cookie is spent once. */
export function refreshSession(): Promise<boolean> {
  refreshing ??= refreshOnce().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** Whoever wants to ask as somebody waits until it is known who that is. */
export const whenSettled = (): Promise<unknown> => refreshing ?? Promise.resolve();

/** At the start of the page, and again after the network was away. */
export async function restoreSession(): Promise<void> {
  accessToken = null;
  const hint = readHint();
  if (hint === OWED) {
    change({ state: 'signedOut' });
    await takeBackCookie();
  } else if (hint === null) {
    change({ state: 'signedOut' });
  } else {
    change({ state: 'restoring' });
    await refreshSession();
  }
}

async function takeBackCookie(): Promise<void> {
  try {
    await done(doors.POST('/api/v1/auth/sign-out'));
    keepHint(null);
  } catch (error) {
    const isOver = error instanceof Refusal && error.status === 401;
    keepHint(isOver ? null : OWED);
  }
}

/** Takes effect on this screen at once, whatever the network does. */
export async function signOut(): Promise<void> {
  endSession(OWED);
  await takeBackCookie();
}

/** Tabs share one cookie, so who comes or goes in one of them does so in all. */
export function followOtherTabs(): void {
  window.addEventListener('storage', (event) => {
    if (event.key !== HINT) return;
    if (event.newValue === null || event.newValue === OWED) {
      accessToken = null;
      change({ state: 'signedOut' });
    } else {
      void refreshSession();
    }
  });
}
