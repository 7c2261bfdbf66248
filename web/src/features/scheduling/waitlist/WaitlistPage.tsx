import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clinicDoctorsQuery, clinicQuery, servicesQuery, type Clinic } from '@/features/directory';
import { useMe } from '@/lib/session/useSession';
import { Answered } from '@/ui/parts/Answered';
import { EmptyState } from '@/ui/parts/EmptyState';
import { ClockIcon } from '@/ui/parts/icons';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { useArrivalFocus } from '@/ui/parts/useArrivalFocus';
import queue from '../queue/queue.module.css';
import { useQueueKeys } from '../queue/useQueueKeys';
import { AddPanel } from './AddPanel';
import { OfferPanel } from './OfferPanel';
import { useLiveWaitlist } from './useLiveWaitlist';
import classes from './waitlist.module.css';
import type { NamedWaiting } from './waitlistApi';
import { WaitRow } from './WaitRow';

/** Who waits for a time: in the order in which they are offered one, with what is being offered now. */
export function WaitlistPage() {
  const { t } = useTranslation('scheduling/waitlist');
  const me = useMe();
  const clinic = useQuery(clinicQuery(me.clinic_id ?? ''));
  return (
    <>
      <title>{t('documentTitle')}</title>
      <Answered query={clinic} wholePage loading={<RowsLoading rows={6} />}>
        {(found) => <WaitlistOf clinic={found} />}
      </Answered>
    </>
  );
}

const NONE: never[] = [];

/** What the rows and the panels beside them must know of the clinic. */
function useGround(clinic: Clinic) {
  const doctors = useQuery(clinicDoctorsQuery(clinic.id)).data ?? NONE;
  const services = useQuery(servicesQuery(clinic.id)).data ?? NONE;
  return {
    clinic,
    doctors: doctors.toSorted((a, b) => a.name.localeCompare(b.name)),
    services,
    doctorName: (id: string) => doctors.find((doctor) => doctor.id === id)?.name ?? '',
    serviceName: (id: string) => services.find((service) => service.id === id)?.name ?? '',
  };
}

export type Ground = ReturnType<typeof useGround>;

type Side = { kind: 'none' } | { kind: 'add' } | { kind: 'offer'; waitId: string };
const CLOSED: Side = { kind: 'none' };

function WaitlistOf({ clinic }: { clinic: Clinic }) {
  const ground = useGround(clinic);
  const [side, setSide] = useState<Side>(CLOSED);
  const [doctor, setDoctor] = useState('');
  const { query, renew } = useLiveWaitlist(clinic.id);
  const add = () => setSide({ kind: 'add' });
  useQueueKeys(side.kind === 'none', { n: add });
  const close = () => setSide(CLOSED);
  const chosen = side.kind === 'offer' ? query.data?.items.find(({ wait }) => wait.id === side.waitId) : undefined;
  const done = () => {
    close();
    void renew();
  };
  return (
    <div className={queue.page}>
      <Top onAdd={add} />
      <div className={classes.body} data-side={side.kind === 'add' || chosen !== undefined || undefined}>
        <div className={queue.main}>
          <DoctorChoice ground={ground} value={doctor} onChange={setDoctor} />
          <Answered query={query} loading={<RowsLoading rows={6} />}>
            {({ items, ahead }) => (
              <Rows waits={items.filter((one) => isFor(one, doctor))} ahead={ahead} ground={ground} onOffer={(waitId) => setSide({ kind: 'offer', waitId })} onAdd={add} renew={renew} />
            )}
          </Answered>
        </div>
        {side.kind === 'add' && <AddPanel ground={ground} onDone={done} onClose={close} />}
        {chosen !== undefined && <OfferPanel key={chosen.wait.id} waiting={chosen} ground={ground} onDone={done} onClose={close} />}
      </div>
    </div>
  );
}

/** Who could be offered a time of this doctor. */
const isFor = ({ wait }: NamedWaiting, doctor: string): boolean => doctor === '' || wait.practitioner_id === null || wait.practitioner_id === doctor;

function Top({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation('scheduling/waitlist');
  const heading = useArrivalFocus<HTMLHeadingElement>();
  return (
    <div className={queue.top}>
      <h1 ref={heading} className={queue.title} data-page-title tabIndex={-1}>
        {t('title')}
      </h1>
      <div className={classes.tools}>
        <Button size="sm" variant="default" component={Link} to="/desk">
          {t('toDay')}
        </Button>
        <Button size="sm" onClick={onAdd} aria-keyshortcuts="n">
          {t('add.open')}
        </Button>
      </div>
    </div>
  );
}

function DoctorChoice({ ground, value, onChange }: { ground: Ground; value: string; onChange: (doctorId: string) => void }) {
  const { t } = useTranslation('scheduling/waitlist');
  if (ground.doctors.length < 2) return null;
  return (
    <NativeSelect
      className={classes.filter}
      label={t('filter')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: t('everybody') }, ...ground.doctors.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  );
}

type RowsProps = { waits: NamedWaiting[]; ahead: number; ground: Ground; onOffer: (waitId: string) => void; onAdd: () => void; renew: () => Promise<void> };

function Rows({ waits, ahead, ground, onOffer, onAdd, renew }: RowsProps) {
  const { t } = useTranslation('scheduling/waitlist');
  if (waits.length === 0) {
    return (
      <EmptyState icon={ClockIcon} title={t('empty.title')} actions={<Button onClick={onAdd}>{t('add.open')}</Button>}>
        {t('empty.text')}
      </EmptyState>
    );
  }
  return (
    <div className={classes.list}>
      <p className={queue.pace}>{t('note', { count: waits.length })}</p>
      <ol className={queue.rows} aria-label={t('list')}>
        {waits.map((one, place) => (
          <WaitRow key={one.wait.id} waiting={one} place={place + 1} ahead={ahead} ground={ground} onOffer={() => onOffer(one.wait.id)} renew={renew} />
        ))}
      </ol>
    </div>
  );
}
