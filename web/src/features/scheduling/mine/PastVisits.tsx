import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PageList } from '@/ui/parts/PageList';
import { Panel } from '@/ui/parts/Panel';
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
  if (isEmpty && !all.hasNextPage) return null;
  return (
    <Panel title={t('past.title')}>
      <PageList query={all} more={t('past.more')} empty={<p className={classes.small}>{t('past.none')}</p>}>
        {(visit) => <VisitRow key={visit.id} visit={visit} />}
      </PageList>
    </Panel>
  );
}
