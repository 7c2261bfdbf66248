import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clinicQuery, doctorQuery, servicesQuery, type Clinic, type Practitioner, type Service } from '@/features/directory';
import { Answered } from '@/ui/parts/Answered';
import { BackIcon, CalendarIcon } from '@/ui/parts/icons';
import { EmptyState } from '@/ui/parts/EmptyState';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { useArrivalFocus } from '@/ui/parts/useArrivalFocus';
import classes from './book.module.css';
import { HoldBar } from './HoldBar';
import { useHeldTime, type Held } from './heldTime';
import { NearestTimes } from './NearestTimes';
import { Steps } from './Steps';
import { Summary } from './Summary';
import { usualService } from './usualService';

const FROM = '/doctors/$doctorId/book';

/** A time that was chosen becomes a visit. */
export function BookPage() {
  const { t } = useTranslation('scheduling/book');
  const { doctorId } = useParams({ from: FROM });
  const { at } = useSearch({ from: FROM });
  const doctor = useQuery(doctorQuery(doctorId));
  if (at === undefined) return <Navigate to="/doctors/$doctorId" params={{ doctorId }} hash="times" replace />;
  return (
    <div className={classes.page}>
      <title>{t('documentTitle')}</title>
      <Link to="/doctors/$doctorId" params={{ doctorId }} hash="times" className={classes.back}>
        <BackIcon size={18} />
        {t('back')}
      </Link>
      <Title />
      <Answered query={doctor} loading={<RowsLoading rows={5} />} wholePage>
        {(data) => <WithOffer doctor={data} at={at} />}
      </Answered>
    </div>
  );
}

function Title() {
  const { t } = useTranslation('scheduling/book');
  const heading = useArrivalFocus<HTMLHeadingElement>();
  return (
    <h1 ref={heading} className={classes.title} tabIndex={-1} data-page-title>
      {t('title')}
    </h1>
  );
}

function WithOffer({ doctor, at }: { doctor: Practitioner; at: string }) {
  const { t } = useTranslation('scheduling/book');
  const { service: wanted, mode } = useSearch({ from: FROM });
  const clinic = useQuery(clinicQuery(doctor.clinic_id));
  const services = useQuery(servicesQuery(doctor.clinic_id));
  return (
    <Answered query={clinic} loading={<RowsLoading rows={5} />}>
      {(house) => (
        <Answered query={services} loading={<RowsLoading rows={5} />}>
          {(all) => {
            const offered = all.filter((service) => service.practitioner_ids.includes(doctor.id));
            const service = offered.find(({ id }) => id === wanted) ?? usualService(doctor, offered, mode);
            if (service !== undefined) return <Booking offer={{ doctor, service, clinic: house }} at={at} />;
            return <EmptyState icon={CalendarIcon} title={t('notOffered')} />;
          }}
        </Answered>
      )}
    </Answered>
  );
}

export type Offer = { doctor: Practitioner; service: Service; clinic: Clinic };

/** The time is kept from here on, whatever is still to be said. */
function Booking({ offer, at }: { offer: Offer; at: string }) {
  const wish = { doctorId: offer.doctor.id, serviceId: offer.service.id, at };
  const held = useHeldTime(wish);
  const [reason, setReason] = useState('');
  const isLost = held.state === 'over' || held.state === 'taken' || held.state === 'refused';
  return (
    <div className={classes.columns}>
      <aside className={classes.aside}>
        <Summary offer={offer} at={at} />
      </aside>
      <div className={classes.main}>
        {isLost ? <NearestTimes offer={offer} at={at} why={held} /> : <HoldBar held={held} />}
        {hasSteps(held) && <Steps offer={offer} wish={wish} held={held} reason={reason} onReason={setReason} />}
      </div>
    </div>
  );
}

/** What was half typed stays on the page when the time has ended; there is nothing to type for a time that never was. */
const hasSteps = ({ state }: Held): boolean => state === 'asking' || state === 'held' || state === 'over';
