import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { dayIn, daysFrom } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';

/** "Today", "Tomorrow", then the weekday with its date: as a day is spoken of where the clinic is. */
export function useDayName(): (civil: string, timeZone: string, look?: 'short' | 'long') => string {
  const { t } = useTranslation('scheduling/next');
  const { day } = useFormat();
  return useCallback(
    (civil, timeZone, look = 'short') => {
      const off = daysFrom(dayIn(new Date().toISOString(), timeZone), civil);
      if (off === 0) return t('today');
      if (off === 1) return t('tomorrow');
      return look === 'long' ? day(civil, 'long') : t('day', { weekday: day(civil, 'weekday'), date: day(civil, 'short') });
    },
    [t, day],
  );
}
