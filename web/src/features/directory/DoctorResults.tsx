import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { unreachable } from '@/lib/api/refusal';
import { EmptyState } from '@/ui/parts/EmptyState';
import { SearchIcon } from '@/ui/parts/icons';
import { RefusalState } from '@/ui/parts/RefusalState';
import { doctorsQuery, type Practitioner } from './api';
import { ChosenFilters } from './ChosenFilters';
import { DoctorCard } from './DoctorCard';
import classes from './DoctorResults.module.css';
import { isEmptySearch } from './search';
import { DoctorsLoading } from './skeletons';
import { useDoctorSearch } from './useDoctorSearch';

export type DoctorResultsProps = { whenNobody?: ReactNode; /** When a doctor can be seen next. */ renderTimes?: (doctor: Practitioner) => ReactNode };

/** The found doctors, and every way in which there may be none. */
export function DoctorResults({ whenNobody, renderTimes }: DoctorResultsProps) {
  const { t } = useTranslation('directory');
  const { search } = useDoctorSearch();
  const found = useInfiniteQuery({ ...doctorsQuery(search), placeholderData: keepPreviousData });
  const known = found.data?.pages.flatMap((page) => page.items);
  // That nobody fitted the search before says nothing about this one.
  const doctors = found.isPlaceholderData && known?.length === 0 ? undefined : known;
  const title = useResultsTitle(doctors?.length, found.hasNextPage);
  return (
    <section className={classes.results} aria-label={t('find.results')}
      aria-busy={found.isFetching}>
      <div role="status">
        <h2 className={classes.count}>{title}</h2>
      </div>
      <ChosenFilters />
      <div className={classes.body} data-stale={found.isPlaceholderData || undefined}>
        {doctors === undefined ? <WithoutDoctors found={found} /> : <Doctors doctors={doctors} whenNobody={whenNobody} renderTimes={renderTimes} />}
      </div>
      {found.hasNextPage && (
        <Button variant="default" loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
          {t('find.more')}
        </Button>
      )}
    </section>
  );
}

function useResultsTitle(count: number | undefined, hasMore: boolean): string {
  const { t } = useTranslation('directory');
  if (count === undefined) return t('find.results');
  if (count === 0) return t('find.none');
  return t(hasMore ? 'find.count.some' : 'find.count.all', { count });
}

type Waiting = { error: Error | null; fetchStatus: string; refetch: () => unknown };

function WithoutDoctors({ found }: { found: Waiting }) {
  // Without a network the query waits instead of failing; to the visitor both are the same news.
  const error = found.error ?? (found.fetchStatus === 'paused' ? unreachable(null) : null);
  return error === null ? <DoctorsLoading /> : <RefusalState error={error} onRetry={found.refetch} />;
}

type DoctorsProps = { doctors: Practitioner[]; whenNobody: ReactNode; renderTimes: DoctorResultsProps['renderTimes'] };

function Doctors({ doctors, whenNobody, renderTimes }: DoctorsProps) {
  if (doctors.length === 0) return <NobodyFound whenNobody={whenNobody} />;
  return (
    <ul className={classes.list}>
      {doctors.map((doctor) => (
        <DoctorCard key={doctor.id} doctor={doctor} times={renderTimes?.(doctor)} />
      ))}
    </ul>
  );
}

function NobodyFound({ whenNobody }: { whenNobody: ReactNode }) {
  const { t } = useTranslation('directory');
  const { search, clear } = useDoctorSearch();
  if (isEmptySearch(search)) {
    return (
      <EmptyState icon={SearchIcon} title={t('find.noDoctorsYet.title')}>
        {t('find.noDoctorsYet.text')}
        {whenNobody}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={SearchIcon}
      title={t('find.nobody.title')}
      actions={
        <Button variant="light" onClick={clear}>
          {t('find.nobody.clear')}
        </Button>
      }
    >
      {t('find.nobody.text')}
    </EmptyState>
  );
}
