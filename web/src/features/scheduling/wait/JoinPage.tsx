import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { doctorQuery } from '@/features/directory';
import { Answered } from '@/ui/parts/Answered';
import { BackIcon } from '@/ui/parts/icons';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { useArrivalFocus } from '@/ui/parts/useArrivalFocus';
import classes from '../book/book.module.css';
import { OfOffer } from '../book/OfOffer';
import { JoinSteps } from './JoinSteps';
import wait from './wait.module.css';

const FROM = '/doctors/$doctorId/wait';

/** Nothing suits: say when one could come, and be offered what becomes free. */
export function JoinPage() {
  const { t } = useTranslation('scheduling/wait');
  const { doctorId } = useParams({ from: FROM });
  const { service, from, until } = useSearch({ from: FROM });
  const doctor = useQuery(doctorQuery(doctorId));
  const heading = useArrivalFocus<HTMLHeadingElement>();
  return (
    <div className={`${classes.page} ${wait.narrow}`}>
      <title>{t('join.documentTitle')}</title>
      <Link to="/doctors/$doctorId" params={{ doctorId }} hash="times" className={classes.back}>
        <BackIcon size={18} />
        {t('join.back')}
      </Link>
      <h1 ref={heading} className={classes.title} tabIndex={-1} data-page-title>
        {t('join.title')}
      </h1>
      <Answered query={doctor} loading={<RowsLoading rows={5} />} wholePage>
        {(data) => (
          <OfOffer doctor={data} service={service}>
            {(offer, offered) => <JoinSteps offer={offer} offered={offered} days={{ from, until }} />}
          </OfOffer>
        )}
      </Answered>
    </div>
  );
}
