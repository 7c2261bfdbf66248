import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { staffQuery } from '@/features/auth';
import { useMe } from '@/lib/session/useSession';
import { EmptyState } from '@/ui/parts/EmptyState';
import { TrailIcon } from '@/ui/parts/icons';
import { PageList } from '@/ui/parts/PageList';
import { Panel } from '@/ui/parts/Panel';
import { trailQuery, type TrailSearch } from './api';
import { EntryRow } from './EntryRow';
import { TrailFilters } from './TrailFilters';

/** Who did what in the clinic, the newest first. */
export function TrailPage() {
  const { t } = useTranslation('audit');
  const me = useMe();
  const [search, setSearch] = useState<TrailSearch>({});
  const staff = useInfiniteQuery(staffQuery(me.clinic_id ?? ''));
  const people = staff.data?.pages.flatMap((page) => page.items) ?? [];
  const trail = useInfiniteQuery({ ...trailQuery(search), placeholderData: keepPreviousData });
  const names = new Map(people.map((person) => [person.id, person.name]));
  return (
    <>
      <title>{t('documentTitle')}</title>
      <Panel title={t('search')}>
        <TrailFilters people={people} onSearch={setSearch} busy={trail.isFetching} />
      </Panel>
      <Panel title={t('entries')} note={t('note')}>
        <PageList
          query={trail}
          more={t('more')}
          empty={
            <EmptyState icon={TrailIcon} title={t('empty.title')}>
              {t('empty.text')}
            </EmptyState>
          }
        >
          {(entry) => <EntryRow key={entry.id} entry={entry} nameOf={(id) => names.get(id)} />}
        </PageList>
      </Panel>
    </>
  );
}
