import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { unreachable } from '@/lib/api/refusal';
import { RefusalState } from './RefusalState';

type AnsweredProps<T> = {
  query: UseQueryResult<T>;
  loading: ReactNode;
  /** The page stands or falls with this answer; otherwise a part fails without taking the page along. */
  wholePage?: boolean;
  children: (data: T) => ReactNode;
};

/** Shows an answer, or that it is on its way, or why there is none. */
export function Answered<T>({ query, loading, wholePage = false, children }: AnsweredProps<T>) {
  if (query.data !== undefined) return children(query.data);
  // Without a network a query waits instead of failing; to the reader both are the same news.
  const error = query.error ?? (query.fetchStatus === 'paused' ? unreachable(null) : null);
  if (error === null) return loading;
  return <RefusalState error={error} onRetry={() => query.refetch()} wholePage={wholePage} />;
}
