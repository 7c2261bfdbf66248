import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dateRangeText, momentText } from '../format/dates';
import { moneyText } from '../format/money';
import { dayText, fromNowText, timeText, zoneText, type DayLook } from '../format/times';
import { languageName, listText } from '../format/words';
import { localeOf } from './languages';

/** Every number, date and name of a language on a screen is written through this, in the reader's language. */
export function useFormat() {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const locale = localeOf(i18n.language);
    return {
      money: (paise: number) => moneyText(paise, locale),
      days: (from: string, until: string) => dateRangeText(from, until, locale),
      moment: (instant: string) => momentText(instant, locale),
      time: (instant: string, timeZone: string) => timeText(instant, timeZone, locale),
      day: (civil: string, look: DayLook) => dayText(civil, look, locale),
      fromNow: (instant: string, now: Date, timeZone: string) => fromNowText(instant, now, timeZone, locale),
      zone: (timeZone: string, at: Date) => zoneText(timeZone, locale, at),
      number: (value: number, digits = 0) =>
        new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value),
      language: (code: string) => languageName(code, locale),
      list: listText,
      byName: new Intl.Collator(locale).compare,
    };
  }, [i18n.language]);
}
