import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { CloseIcon } from '@/ui/parts/icons';
import classes from './ChosenFilters.module.css';
import { filtersIn, type DoctorSearch, type Filter } from './search';
import { useDoctorSearch } from './useDoctorSearch';
import { useSpeciality } from './useSpeciality';

function useFilterText(): (filter: Filter, search: DoctorSearch) => string {
  const { t } = useTranslation('directory');
  const { language } = useFormat();
  const speciality = useSpeciality();
  return (filter, search) => {
    if (filter === 'speciality') return speciality(search.speciality ?? '');
    if (filter === 'language') return language(search.language ?? '');
    if (filter === 'mode') return search.mode === undefined ? '' : t(`mode.${search.mode}`);
    return search.city ?? '';
  };
}

/** What is filtered by, each of it one press away from being gone. */
export function ChosenFilters() {
  const { t } = useTranslation('directory');
  const { search, change, clear } = useDoctorSearch();
  const textOf = useFilterText();
  const chosen = filtersIn(search);
  if (chosen.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label={t('find.chosen')}>
      {chosen.map((filter) => (
        <li key={filter}>
          <button
            type="button"
            className={classes.chip}
            aria-label={t('find.removeFilter', { filter: textOf(filter, search) })}
            onClick={() => change({ [filter]: undefined })}
          >
            {textOf(filter, search)}
            <CloseIcon size={16} />
          </button>
        </li>
      ))}
      <li>
        <button type="button" className={classes.clear} onClick={clear}>
          {t('find.clearAll')}
        </button>
      </li>
    </ul>
  );
}
