import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { BottomDrawer } from '@/ui/parts/BottomDrawer';
import { FilterIcon } from '@/ui/parts/icons';
import { PageHeader } from '@/ui/parts/PageHeader';
import { choicesQuery, type Choices } from './api';
import { DoctorResults, type DoctorResultsProps } from './DoctorResults';
import { Filters } from './Filters';
import classes from './FindPage.module.css';
import { SearchBar } from './SearchBar';
import { FiltersLoading } from './skeletons';
import { useDoctorSearch } from './useDoctorSearch';

/** `whenNobody` stands where there is no doctor at all, whatever is searched for. */
export function FindPage({ whenNobody, renderTimes }: DoctorResultsProps) {
  const { t } = useTranslation('directory');
  const choices = useQuery(choicesQuery);
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  return (
    <>
      <title>{t('find.documentTitle')}</title>
      <PageHeader title={t('find.title')} lead={t('find.lead')}>
        <SearchBar choices={choices.data} />
      </PageHeader>
      <div className={classes.columns}>
        {wide ? (
          <aside className={classes.aside} aria-label={t('find.filters')}>
            {choices.data !== undefined && <Filters choices={choices.data} />}
            {choices.isPending && choices.fetchStatus === 'fetching' && <FiltersLoading />}
          </aside>
        ) : (
          choices.data !== undefined && <FilterDrawer choices={choices.data} />
        )}
        <DoctorResults whenNobody={whenNobody} renderTimes={renderTimes} />
      </div>
    </>
  );
}

/** On a phone the filters rise from below; the list behind already shows what they do. */
function FilterDrawer({ choices }: { choices: Choices }) {
  const { t } = useTranslation('directory');
  const { number } = useFormat();
  const [opened, setOpened] = useState(false);
  const { search } = useDoctorSearch();
  const chosen = [search.speciality, search.mode].filter((value) => value !== undefined).length;
  return (
    <>
      <Button variant="default" leftSection={<FilterIcon />} aria-haspopup="dialog" onClick={() => setOpened(true)}>
        {t('find.openFilters')}
        {chosen > 0 && <span className={classes.chosen}>{number(chosen)}</span>}
      </Button>
      <BottomDrawer
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('find.filters')}
        footer={
          <Button fullWidth onClick={() => setOpened(false)}>
            {t('find.showDoctors')}
          </Button>
        }
      >
        <Filters choices={choices} />
      </BottomDrawer>
    </>
  );
}
