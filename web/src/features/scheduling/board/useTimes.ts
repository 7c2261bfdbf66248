import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { localeOf } from '@/lib/i18n/languages';

/** Times as a board shows them: short on a card, because the side of the board says whether it is morning. */
export function useTimes(zone: string) {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const locale = localeOf(i18n.language);
    const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: zone });
    const hour = new Intl.DateTimeFormat(locale, { hour: 'numeric', timeZone: zone });
    return {
      /** "9:30" */
      short: (at: number) =>
        clock
          .formatToParts(at)
          .filter(({ type }) => type === 'hour' || type === 'minute')
          .map(({ value }) => value)
          .join(':'),
      /** "9:30 am" */
      full: (at: number) => clock.format(at),
      /** "9 am" */
      hour: (at: number) => hour.format(at),
      /** "9:30 – 9:45 am" */
      span: (from: number, until: number) => clock.formatRange(from, until),
    };
  }, [i18n.language, zone]);
}
