import { createContext, use, useSyncExternalStore } from 'react';
import { currentSession, onSessionChange, type Account, type Session } from './session';

export const useSession = (): Session => useSyncExternalStore(onSessionChange, currentSession);

/** Set by whoever guards a page, so that what stands behind the guard always knows who is there. */
export const Me = createContext<Account | null>(null);

/** Who is signed in; only for pages that nobody opens otherwise. */
export function useMe(): Account {
  const account = use(Me);
  if (account === null) throw new Error('This page is not behind a guard.');
  return account;
}
