import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { PageList } from '@/ui/parts/PageList';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { allVisitsQuery, isAhead } from './api';
import classes from './mine.module.css';
import { VisitRow } from './VisitRow';

/** What has been, and what came to nothing; the latest first. */
export function PastVisits({ person }: { person: string | null }) {
  const { t } = useTranslation('scheduling/mine');
  const all = useInfiniteQuery({
    ...allVisitsQuery,
    select: (data) => ({
      ...data,
      pages: data.pages.map((page) => ({
        ...page,
        items: page.items.filter((visit) => !isAhead(visit) && (person === null || visit.patient_id === person)),
      })),
    }),
  });
  const isEmpty = all.data?.pages.every((page) => page.items.length === 0) === true;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = all;
  // The latest stand first, so a family with many visits ahead finds the first past one pages later.
  const looksOn = isEmpty && hasNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (looksOn && !isFetchingNextPage) void fetchNextPage();
  }, [looksOn, isFetchingNextPage, fetchNextPage]);
  if (isEmpty && !hasNextPage) return null;
  return (
    <Panel title={t('past.title')}>
      <PageList query={all} more={t('past.more')} empty={looksOn ? <RowsLoading /> : <p className={classes.small}>{t('past.none')}</p>}>
        {(visit) => <VisitRow key={visit.id} visit={visit} />}
      </PageList>
    </Panel>
  );
}
