import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { RepeatIcon } from '@/ui/parts/icons';
import { wallOf } from '../../zones';
import type { Appointment, Visit } from '../model';
import classes from '../side.module.css';
import { useLookWord } from '../useCardWords';
import { useTimes } from '../useTimes';
import { placeIn } from './dates';

/** "2 of 6", as soon as that is known. */
export function SeriesBadge({ visit, series }: { visit: Visit; series: Appointment[] }) {
  const { t } = useTranslation('scheduling/board');
  const place = placeIn(series, visit.id);
  return (
    <span className={classes.badge}>
      <RepeatIcon size={16} />
      {place === null ? t('series.one') : t('series.place', place)}
    </span>
  );
}

type SeriesListProps = { visit: Visit; series: Appointment[]; zone: string; onOpen: (visitId: string, date: string) => void };

/** Every visit of the series as a way to it, the cancelled ones too. */
export function SeriesList({ visit, series, zone, onOpen }: SeriesListProps) {
  const { t } = useTranslation('scheduling/board');
  return (
    <section className={classes.history} aria-label={t('series.title')}>
      <h3>{t('series.title')}</h3>
      <ol className={classes.seriesList}>
        {series.map((one) => (
          <SeriesRow key={one.id} visit={one} isThis={one.id === visit.id} zone={zone} onOpen={onOpen} />
        ))}
      </ol>
    </section>
  );
}

type SeriesRowProps = { visit: Appointment; isThis: boolean; zone: string; onOpen: SeriesListProps['onOpen'] };

function SeriesRow({ visit, isThis, zone, onOpen }: SeriesRowProps) {
  const { day } = useFormat();
  const times = useTimes(zone);
  const word = useLookWord();
  const at = Date.parse(visit.starts_at);
  const on = wallOf(at, zone).day;
  return (
    <li>
      <button type="button" className={classes.seriesVisit} data-look={visit.state} aria-current={isThis || undefined} onClick={() => onOpen(visit.id, on)}>
        <span className="tabular">
          {day(on, 'weekday')}, {day(on, 'short')}, {times.full(at)}
        </span>
        <span className={classes.dim}>{word(visit.state)}</span>
      </button>
    </li>
  );
}
