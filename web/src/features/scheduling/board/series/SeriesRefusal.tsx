import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FEWEST_VISITS, waysOn } from './dates';
import { MissingDates } from './MissingDates';
import type { MissingDate } from './seriesApi';
import type { Repeating } from './useRepeat';

type SeriesRefusalProps = { missing: MissingDate[]; repeat: Repeating; onChanged: () => void; onOtherTime: (() => void) | null };

/** Nothing is booked yet: without these dates, a shorter series, or another time. */
export function SeriesRefusal({ missing, repeat, onChanged, onOtherTime }: SeriesRefusalProps) {
  const { t } = useTranslation('scheduling/board');
  const days = missing.map(({ on }) => on);
  const { left, first } = waysOn(repeat.dates.map(({ day }) => day), days);
  const leaveOut = () => {
    repeat.leaveOut([...repeat.skip, ...days]);
    onChanged();
  };
  // Dates that were left out already lie before the obstacle too, and still count as dates of the series.
  const shorten = () => {
    const obstacle = repeat.all.findIndex(({ day }) => days.includes(day));
    repeat.setCount(String(obstacle));
    onChanged();
  };
  return (
    <MissingDates missing={missing} of={repeat.dates.length}>
      {left > 0 && (
        <Button size="sm" variant="default" onClick={leaveOut}>
          {t('series.leaveOut', { count: days.length })}
        </Button>
      )}
      {first >= FEWEST_VISITS && (
        <Button size="sm" variant="default" onClick={shorten}>
          {t('series.shorten', { count: first })}
        </Button>
      )}
      {onOtherTime !== null && (
        <Button size="sm" variant="default" onClick={onOtherTime}>
          {t('book.otherTime')}
        </Button>
      )}
    </MissingDates>
  );
}
