import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { addressLines } from '@/features/directory';
import { phoneText } from '@/lib/format/phone';
import { CalendarIcon } from '@/ui/parts/icons';
import type { Appointment } from '../api';
import { icsOf, saveFile } from './ics';
import type { About } from './useAbout';

/** The visit as a file that every calendar opens; after a move the same entry is replaced. */
export function AddToCalendar({ visit, about }: { visit: Appointment; about: About }) {
  const { t } = useTranslation('scheduling/mine');
  const { clinic } = about;
  if (clinic === undefined) return null;
  const save = () => {
    const lines = [
      t('for', { name: about.patient }),
      about.service,
      `${clinic.name}, ${phoneText(clinic.phone)}`,
      `${location.origin}/me/visits/${visit.id}`,
    ];
    const text = icsOf({
      uid: `${visit.id}@${location.hostname}`,
      startsAt: visit.starts_at,
      endsAt: visit.ends_at,
      madeAt: new Date().toISOString(),
      sequence: visit.version - 1,
      title: t('calendar.title', { doctor: about.doctor }),
      description: lines.filter((line) => line !== '').join('\n'),
      location: visit.mode === 'video' ? t('byVideo') : [clinic.name, ...addressLines(clinic)].join(', '),
    });
    saveFile('visit.ics', 'text/calendar;charset=utf-8', text);
  };
  return (
    <Button variant="default" leftSection={<CalendarIcon />} onClick={save}>
      {t('calendar.add')}
    </Button>
  );
}
