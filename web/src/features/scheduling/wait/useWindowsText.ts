import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { useWeekdays } from '../plan/useWeekdays';
import type { Suiting } from './waitApi';
import { saidOf, type Said, type Stretch } from './windows';

const WORKDAYS = '0 1 2 3 4';

/** "Mon, Wed · 23 Nov – 5 Dec · mornings, evenings": when somebody could come, in a line. */
export function useWindowsText(): (suiting: Suiting[]) => string {
  const { t } = useTranslation('scheduling/wait');
  const { day, time, list } = useFormat();
  const weekdays = useWeekdays();
  return useCallback(
    (suiting) => {
      // A time on the clinic's wall, of no day and so of no zone.
      const clock = (wall: string) => time(`2026-01-01T${wall}:00Z`, 'UTC');
      const hours = (stretch: Stretch) => {
        if (stretch.kind === 'until') return t('stretch.until', { until: clock(stretch.until) });
        if (stretch.kind === 'from') return t('stretch.from', { from: clock(stretch.from) });
        if (stretch.kind === 'between') return t('stretch.between', { from: clock(stretch.from), until: clock(stretch.until) });
        return t(`stretch.${stretch.kind}`);
      };
      const days = (said: Said) => {
        if (said.weekdays.length === 0) return t('days.any');
        return said.weekdays.join(' ') === WORKDAYS ? t('days.workdays') : list(said.weekdays.map(weekdays.short));
      };
      const when = (said: Said) => (said.from === said.until ? [day(said.from, 'long')] : [days(said), `${day(said.from, 'short')} – ${day(said.until, 'short')}`]);
      return saidOf(suiting)
        .map((said) => [...when(said), list(said.stretches.map(hours))].join(' · '))
        .join('; ');
    },
    [t, day, time, list, weekdays],
  );
}
