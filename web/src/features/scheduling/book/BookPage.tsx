import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { doctorQuery } from '@/features/directory';
import { Answered } from '@/ui/parts/Answered';
import { BackIcon } from '@/ui/parts/icons';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { useArrivalFocus } from '@/ui/parts/useArrivalFocus';
import classes from './book.module.css';
import { HoldBar } from './HoldBar';
import { useHeldTime, type Held } from './heldTime';
import { NearestTimes } from './NearestTimes';
import { OfOffer, type Offer } from './OfOffer';
import { Steps } from './Steps';
import { Summary } from './Summary';

const FROM = '/doctors/$doctorId/book';

/** A time that was chosen becomes a visit. */
export function BookPage() {
  const { t } = useTranslation('scheduling/book');
  const { doctorId } = useParams({ from: FROM });
  const { at, service, mode } = useSearch({ from: FROM });
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
        {(data) => (
          <OfOffer doctor={data} service={service} mode={mode}>
            {(offer) => <Booking offer={offer} at={at} />}
          </OfOffer>
        )}
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
