import { useTranslation } from 'react-i18next';
import { ownZone, sameClock } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import { ClockIcon } from '@/ui/parts/icons';
import { useMinute } from '../useMinute';
import classes from './calendar.module.css';

/** Only for who reads it by another clock than the clinic's: whose time it is, and what that clock shows now. */
export function ZoneNote({ zone }: { zone: string }) {
  const { t } = useTranslation('scheduling/book');
  const { zone: zoneName, time } = useFormat();
  const now = useMinute();
  if (sameClock(zone, ownZone(), now)) return null;
  return (
    <p className={classes.zone}>
      <ClockIcon size={18} />
      <span>{t('calendar.zone', { zone: zoneName(zone, now), time: time(now.toISOString(), zone) })}</span>
    </p>
  );
}
