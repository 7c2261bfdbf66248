import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { FormNote } from '@/ui/parts/FormNote';
import type { Appointment } from '../api';
import { isNear, scannedCode } from '../queue/near';
import { QueuePlace } from '../queue/QueuePlace';
import { useMinute } from '../useMinute';
import { useAbout } from './useAbout';

/** When more than one of the family comes today: the place of each, with whose it is. */
export function NearVisits({ visits }: { visits: Appointment[] }) {
  const now = useMinute().getTime();
  return visits.filter((visit) => isNear(visit, now)).map((visit) => <NearVisit key={visit.id} visit={visit} />);
}

function NearVisit({ visit }: { visit: Appointment }) {
  const { t } = useTranslation('scheduling/mine');
  const { time } = useFormat();
  const { doctor, patient, zone } = useAbout(visit);
  const said = [time(visit.starts_at, zone), doctor, patient === '' ? '' : t('for', { name: patient })];
  return <QueuePlace visit={visit} zone={zone} note={said.filter(Boolean).join(' · ')} />;
}

/** Somebody has scanned the sign at a door, and there is nothing to check in to. */
export function ScannedForNothing({ visits }: { visits: Appointment[] }) {
  const { t } = useTranslation('scheduling/mine');
  const now = useMinute().getTime();
  if (scannedCode() === '' || visits.some((visit) => isNear(visit, now))) return null;
  return <FormNote state="warn">{t('scannedForNothing')}</FormNote>;
}
