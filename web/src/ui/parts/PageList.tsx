import { Button } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { unreachable } from '@/lib/api/refusal';
import classes from './PageList.module.css';
import { RefusalState } from './RefusalState';
import { RowsLoading } from './RowsLoading';

type Pages<T> = { pages: { items: T[] }[] };

type PageListProps<T> = {
  query: UseInfiniteQueryResult<Pages<T>>;
  more: string;
  empty: ReactNode;
  children: (item: T) => ReactNode;
};

/** A list that comes in pages: on its way, refused, empty, or there with a button for more. */
export function PageList<T>({ query, more, empty, children }: PageListProps<T>) {
  if (query.data === undefined) {
    const error = query.error ?? (query.fetchStatus === 'paused' ? unreachable(null) : null);
    return error === null ? <RowsLoading /> : <RefusalState error={error} onRetry={() => query.refetch()} />;
  }
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return empty;
  return (
    <>
      <ul>{items.map(children)}</ul>
      {query.hasNextPage && (
        <Button variant="default" className={classes.more} loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {more}
        </Button>
      )}
    </>
  );
}
