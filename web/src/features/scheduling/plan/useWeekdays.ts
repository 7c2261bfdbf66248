import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { localeOf } from '@/lib/i18n/languages';

/** The names of the weekdays, Monday first as the diary counts them; the first of June 2026 was one. */
export function useWeekdays() {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const named = (weekday: 'long' | 'short') => {
      const format = new Intl.DateTimeFormat(localeOf(i18n.language), { weekday, timeZone: 'UTC' });
      return (day: number) => format.format(Date.UTC(2026, 5, 1 + day));
    };
    return { long: named('long'), short: named('short') };
  }, [i18n.language]);
}
