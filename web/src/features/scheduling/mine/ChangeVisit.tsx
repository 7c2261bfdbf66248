import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { phoneText } from '@/lib/format/phone';
import { dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { Panel } from '@/ui/parts/Panel';
import { termsQuery, type Appointment } from '../api';
import { useBookingRefusal } from '../book/useBookingRefusal';
import { cancelVisit, isAhead, isMovable } from './api';
import classes from './mine.module.css';
import type { About } from './useAbout';
import { useMinute } from '../useMinute';

type ChangeVisitProps = { visit: Appointment; about: About };

/** Another time, or none: for as long as the clinic lets one do it here, and after that by telephone. */
export function ChangeVisit({ visit, about }: ChangeVisitProps) {
  const { t } = useTranslation('scheduling/mine');
  const { time, day } = useFormat();
  const terms = useQuery(termsQuery(visit.clinic_id));
  const now = useMinute();
  if (!isAhead(visit)) return <BookAgain visit={visit} />;
  if (!isMovable(visit) || terms.data === undefined) return null;
  const last = new Date(Date.parse(visit.starts_at) - terms.data.cancel_until_minutes * 60_000).toISOString();
  const isLate = Date.parse(last) <= now.getTime();
  const note = isLate
    ? t('change.tooLate')
    : t('change.until', { day: day(dayIn(last, about.zone), 'long'), time: time(last, about.zone) });
  return (
    <Panel title={t('change.title')} note={note}>
      {isLate ? <CallClinic about={about} /> : <Changes visit={visit} about={about} />}
    </Panel>
  );
}

function CallClinic({ about: { clinic } }: { about: About }) {
  const { t } = useTranslation('scheduling/mine');
  if (clinic === undefined) return null;
  return (
    <Button component="a" href={`tel:${clinic.phone}`} variant="light" className="tabular">
      {t('change.call', { phone: phoneText(clinic.phone) })}
    </Button>
  );
}

function Changes({ visit, about }: ChangeVisitProps) {
  const { t } = useTranslation('scheduling/mine');
  const { time, day } = useFormat();
  const queries = useQueryClient();
  const refusal = useBookingRefusal();
  const phone = about.clinic === undefined ? '' : phoneText(about.clinic.phone);
  const cancel = async (reason: string) => {
    await cancelVisit(visit.id, reason);
    await queries.invalidateQueries({ queryKey: ['scheduling'] });
  };
  const when = { day: day(dayIn(visit.starts_at, about.zone), 'long'), time: time(visit.starts_at, about.zone) };
  return (
    <div className={classes.actions}>
      <Button component={Link} to={`/me/visits/${visit.id}/move`} variant="light" size="sm">
        {t('change.move')}
      </Button>
      <ConfirmButton
        label={t('change.cancel')}
        question={t('change.question', when)}
        text={t('change.cancelText', { doctor: about.doctor, name: about.patient })}
        reason={{ label: t('change.reason'), required: false }}
        work={cancel}
        sentenceOf={(error) => [refusal(error), t('change.callInstead', { phone })].join(' ')}
      />
    </div>
  );
}

function BookAgain({ visit }: { visit: Appointment }) {
  const { t } = useTranslation('scheduling/mine');
  return (
    <Button component={Link} to={`/doctors/${visit.practitioner_id}`} hash="times" variant="light" className={classes.start}>
      {t('change.again')}
    </Button>
  );
}
