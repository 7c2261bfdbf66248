import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clinicDoctorsQuery, clinicQuery, servicesQuery, type Clinic } from '@/features/directory';
import { todayIn } from '@/lib/format/dates';
import { useMe } from '@/lib/session/useSession';
import { Answered } from '@/ui/parts/Answered';
import { EmptyState } from '@/ui/parts/EmptyState';
import { ClockIcon } from '@/ui/parts/icons';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import classes from './queue.module.css';
import type { CheckedIn, Queue } from './queueApi';
import { QueueLine } from './QueueLine';
import { Screens } from './Screens';
import { TokenSlip } from './TokenSlip';
import { useLiveQueue } from './useLive';
import { useMinute } from '../useMinute';
import { WaitlistLink } from '../waitlist/WaitlistLink';
import { WalkInForm } from './WalkInForm';

/** Everybody who is in the clinic: one line for each doctor, and who comes without a time. */
export function QueuePage() {
  const { t } = useTranslation('scheduling/queue');
  const me = useMe();
  const clinic = useQuery(clinicQuery(me.clinic_id ?? ''));
  return (
    <>
      <title>{t('documentTitle')}</title>
      <Answered query={clinic} wholePage loading={<RowsLoading rows={6} />}>
        {(found) => <QueueOfDay clinic={found} />}
      </Answered>
    </>
  );
}

function QueueOfDay({ clinic }: { clinic: Clinic }) {
  const { t } = useTranslation('scheduling/queue');
  const today = todayIn(clinic.time_zone, useMinute());
  const { query, renew } = useLiveQueue(clinic.id, today);
  return (
    <div className={classes.page}>
      <Top />
      <Answered query={query} loading={<RowsLoading rows={6} />}>
        {(queues) =>
          queues.length === 0 ? (
            <EmptyState icon={ClockIcon} title={t('nobody.title')}>
              {t('nobody.text')}
            </EmptyState>
          ) : (
            <Lines clinic={clinic} queues={queues} renew={renew} />
          )
        }
      </Answered>
    </div>
  );
}

/** Begins with the fullest line and stays with it: what is read must not change under the reader's eyes. */
function Lines({ clinic, queues, renew }: { clinic: Clinic; queues: Queue[]; renew: () => Promise<void> }) {
  const doctors = useQuery(clinicDoctorsQuery(clinic.id)).data ?? [];
  const [chosen, setChosen] = useState(fullest(queues)?.practitioner_id);
  const nameOf = (id: string) => doctors.find((doctor) => doctor.id === id)?.name ?? '';
  const shown = queues.find(({ practitioner_id }) => practitioner_id === chosen) ?? queues[0];
  if (shown === undefined) return null;
  return (
    <div className={classes.body}>
      <div className={classes.main}>
        <Tabs queues={queues} shown={shown} nameOf={nameOf} onChoose={setChosen} />
        <QueueLine key={shown.practitioner_id} queue={shown} zone={clinic.time_zone} renew={renew} />
      </div>
      <div className={classes.side}>
        <LetIn clinic={clinic} doctors={doctors.filter(({ id }) => queues.some((one) => one.practitioner_id === id))} doctorId={shown.practitioner_id} onDoctor={setChosen} nameOf={nameOf} renew={renew} />
        <Screens clinicId={clinic.id} clinicName={clinic.name} />
      </div>
    </div>
  );
}

function Top() {
  const { t } = useTranslation('scheduling/queue');
  return (
    <div className={classes.top}>
      <h1 className={classes.title} data-page-title tabIndex={-1}>
        {t('title')}
      </h1>
      <div className={classes.ways}>
        <WaitlistLink />
        <Button size="sm" variant="default" component={Link} to="/desk">
          {t('toDay')}
        </Button>
      </div>
    </div>
  );
}

const fullest = (queues: Queue[]): Queue | undefined => queues.toSorted((a, b) => b.waiting - a.waiting)[0];

type TabsProps = { queues: Queue[]; shown: Queue; nameOf: (id: string) => string; onChoose: (id: string) => void };

function Tabs({ queues, shown, nameOf, onChoose }: TabsProps) {
  const { t } = useTranslation('scheduling/queue');
  return (
    <div className={classes.tabs} role="group" aria-label={t('doctors')}>
      {queues
        .toSorted((a, b) => nameOf(a.practitioner_id).localeCompare(nameOf(b.practitioner_id)))
        .map((queue) => (
          <Button
            key={queue.practitioner_id}
            size="sm"
            variant={queue.practitioner_id === shown.practitioner_id ? 'filled' : 'default'}
            aria-pressed={queue.practitioner_id === shown.practitioner_id}
            onClick={() => onChoose(queue.practitioner_id)}
          >
            {t('tab', { name: nameOf(queue.practitioner_id), count: queue.waiting })}
          </Button>
        ))}
    </div>
  );
}

type LetInProps = {
  clinic: Clinic;
  doctors: { id: string; name: string }[];
  doctorId: string;
  onDoctor: (id: string) => void;
  nameOf: (id: string) => string;
  renew: () => Promise<void>;
};

function LetIn({ clinic, doctors, doctorId, onDoctor, nameOf, renew }: LetInProps) {
  const { t } = useTranslation('scheduling/queue');
  const services = useQuery(servicesQuery(clinic.id)).data ?? [];
  const [came, setCame] = useState<CheckedIn | null>(null);
  return (
    <Panel title={t('walkIn.title')}>
      {came === null ? (
        <WalkInForm
          clinicId={clinic.id}
          doctors={doctors}
          services={services}
          doctorId={doctorId}
          onDoctor={onDoctor}
          onDone={(one) => {
            setCame(one);
            void renew();
          }}
        />
      ) : (
        <TokenSlip came={came} doctor={nameOf(came.practitioner_id)} clinic={clinic.name} zone={clinic.time_zone} onNext={() => setCame(null)} />
      )}
    </Panel>
  );
}
