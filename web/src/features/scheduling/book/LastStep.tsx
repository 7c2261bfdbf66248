import { Button, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '@/features/auth';
import type { Patient } from '@/features/patients';
import type { Refusal } from '@/lib/api/refusal';
import { dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import { FormNote } from '@/ui/parts/FormNote';
import { Panel } from '@/ui/parts/Panel';
import { termsQuery, type Appointment } from '../api';
import { useMinute } from '../useMinute';
import { bookHeld } from './api';
import classes from './book.module.css';
import { forgetTime, lose } from './heldTime';
import type { StepsProps } from './Steps';
import { useBookingRefusal } from './useBookingRefusal';

type LastStepProps = StepsProps & { patient: Patient };

/** Why one comes, if one wants to say so, and the press that makes it a visit. */
export function LastStep({ patient, reason, onReason, ...props }: LastStepProps) {
  const { t } = useTranslation('scheduling/book');
  const sentence = useBookingRefusal();
  const { busy, error, waitS, book } = useBooking({ patient, reason, ...props });
  return (
    <Panel title={t('last.title')}>
      <div className={classes.last}>
        <Textarea
          size="md"
          classNames={{ description: classes.hint ?? '' }}
          label={t('last.reason')}
          description={t('last.reasonNote')}
          value={reason}
          onChange={(event) => onReason(event.currentTarget.value)}
          maxLength={500}
          autosize={false}
          rows={3}
        />
        <Promises {...props} />
        {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
        <Button size="lg" fullWidth loading={busy} disabled={props.held.state !== 'held' || waitS > 0} onClick={book}>
          {t('last.book', { name: patient.name })}
        </Button>
      </div>
    </Panel>
  );
}

/** What it costs and until when one may change one's mind: said before, not after. */
function Promises({ offer: { service, clinic }, wish }: Pick<StepsProps, 'offer' | 'wish'>) {
  const { t } = useTranslation('scheduling/book');
  const { money, time, day } = useFormat();
  const terms = useQuery(termsQuery(clinic.id));
  const now = useMinute();
  const zone = clinic.time_zone;
  const until = terms.data && new Date(Date.parse(wish.at) - terms.data.cancel_until_minutes * 60_000);
  return (
    <ul className={classes.promises}>
      <li>{t(`last.pay.${service.mode}`, { money: money(service.price_paise) })}</li>
      {until !== undefined &&
        (until > now ? (
          <li className="tabular">
            {t('last.cancelUntil', { time: time(until.toISOString(), zone), day: day(dayIn(until.toISOString(), zone), 'long') })}
          </li>
        ) : (
          <li>{t('last.noCancel')}</li>
        ))}
    </ul>
  );
}

/** The time is gone: that is not said here but above, with other times beside it. */
function isTimeGone({ slug }: Refusal): boolean {
  if (slug === 'hold-expired') lose('over');
  else if (slug === 'slot-taken') lose('taken');
  else return false;
  return true;
}

function useBooking({ patient, reason, held, wish }: Omit<LastStepProps, 'onReason' | 'offer'>) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { busy, error, waitS, run } = useAttempt();
  const underWay = useRef(false);
  const done = (visit: Appointment) => {
    forgetTime();
    void queries.invalidateQueries({ queryKey: ['scheduling'] });
    void navigate({ to: '/me/visits/$visitId', params: { visitId: visit.id }, search: { booked: true }, replace: true });
  };
  const book = () => {
    if (held.state !== 'held' || underWay.current) return;
    underWay.current = true;
    const { key, token } = held.ticket;
    const attempt = { key, token, wish, patientId: patient.id, reason: reason.trim() };
    void run(() => bookHeld(attempt), done, isTimeGone).finally(() => {
      underWay.current = false;
    });
  };
  return { busy, error, waitS, book };
}
