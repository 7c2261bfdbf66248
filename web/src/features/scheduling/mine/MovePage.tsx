import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '@/features/auth';
import { dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import { Answered } from '@/ui/parts/Answered';
import { Actions } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { BackIcon } from '@/ui/parts/icons';
import { PageHeader } from '@/ui/parts/PageHeader';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import type { Appointment } from '../api';
import { Calendar } from '../book/Calendar';
import { useBookingRefusal } from '../book/useBookingRefusal';
import { moveVisit, visitQuery } from './api';
import classes from './mine.module.css';
import { useAbout } from './useAbout';

/** Another time for a visit: the old one is given up only when the new one is taken. */
export function MovePage() {
  const { visitId } = useParams({ from: '/me/visits/$visitId/move' });
  const visit = useQuery(visitQuery(visitId));
  return (
    <Answered query={visit} loading={<div className={classes.page}><RowsLoading rows={6} /></div>} wholePage>
      {(data) => <Move visit={data} />}
    </Answered>
  );
}

function Move({ visit }: { visit: Appointment }) {
  const { t } = useTranslation('scheduling/mine');
  const { time, day } = useFormat();
  const about = useAbout(visit);
  const [wish, setWish] = useState<{ at: string; key: string } | null>(null);
  const now = `${day(dayIn(visit.starts_at, about.zone), 'long')}, ${time(visit.starts_at, about.zone)}`;
  return (
    <>
      <title>{t('move.documentTitle')}</title>
      <PageHeader
        before={
          <Link to="/me/visits/$visitId" params={{ visitId: visit.id }} search={{}} className={classes.back}>
            <BackIcon size={18} />
            {t('move.back')}
          </Link>
        }
        title={t('move.title')}
        lead={t('move.lead', { when: now, doctor: about.doctor })}
      />
      <div className={classes.page}>
        {wish !== null && <Confirm visit={visit} zone={about.zone} now={now} wish={wish} onOther={() => setWish(null)} />}
        {about.clinic !== undefined && wish === null && (
          <Panel title={t('move.choose')}>
            <Calendar
              doctorId={visit.practitioner_id}
              serviceId={visit.service_id}
              clinic={about.clinic}
              onPick={({ starts_at: at }) => setWish({ at, key: crypto.randomUUID() })}
            />
          </Panel>
        )}
      </div>
    </>
  );
}

type ConfirmProps = { visit: Appointment; zone: string; now: string; wish: { at: string; key: string }; onOther: () => void };

function Confirm({ visit, zone, now, wish, onOther }: ConfirmProps) {
  const { t } = useTranslation('scheduling/mine');
  const { time, day } = useFormat();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const sentence = useBookingRefusal();
  const { busy, error, waitS, run } = useAttempt();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const done = () => {
    void queries.invalidateQueries({ queryKey: ['scheduling'] });
    void navigate({ to: '/me/visits/$visitId', params: { visitId: visit.id }, search: { booked: true }, replace: true });
  };
  return (
    <div ref={panel} tabIndex={-1} className={classes.confirm}>
      <Panel title={t('move.question')}>
        <p className={classes.was}>{now}</p>
        <p className={`${classes.will} tabular`}>{`${day(dayIn(wish.at, zone), 'long')}, ${time(wish.at, zone)}`}</p>
        {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
        <Actions>
          <Button loading={busy} disabled={waitS > 0} onClick={() => void run(() => moveVisit(visit.id, wish.at, wish.key), done)}>
            {t('move.submit')}
          </Button>
          <Button variant="default" onClick={onOther}>
            {t('move.other')}
          </Button>
        </Actions>
      </Panel>
    </div>
  );
}
