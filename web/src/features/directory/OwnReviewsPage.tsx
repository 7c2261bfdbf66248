import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Answered } from '@/ui/parts/Answered';
import { EmptyState } from '@/ui/parts/EmptyState';
import { BackIcon, PersonIcon, StarIcon } from '@/ui/parts/icons';
import { PageHeader } from '@/ui/parts/PageHeader';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { isUnlinked, ownPractitionerQuery, type Practitioner } from './api';
import { ReviewList } from './DoctorReviews';
import classes from './profile.module.css';
import { RatingText } from './RatingText';

/** What patients say of the doctor who reads it; each review can be answered once. */
export function OwnReviewsPage() {
  const { t } = useTranslation('directory');
  const own = useQuery(ownPractitionerQuery);
  const rating = own.data?.rating ?? null;
  return (
    <>
      <title>{t('ownReviews.documentTitle')}</title>
      <PageHeader
        before={
          <Link to="/doctor" className={classes.back}>
            <BackIcon size={18} />
            {t('ownReviews.back')}
          </Link>
        }
        title={t('ownReviews.title')}
        lead={t('ownReviews.lead')}
      >
        {rating !== null && (
          <div className={classes.standing}>
            <RatingText rating={rating} />
          </div>
        )}
      </PageHeader>
      <div className={classes.single}>
        {isUnlinked(own.error) ? (
          <EmptyState icon={PersonIcon} title={t('unlinked.title')}>
            {t('unlinked.text')}
          </EmptyState>
        ) : (
          <Answered query={own} loading={<RowsLoading rows={4} />}>
            {(doctor) => <OwnReviews doctor={doctor} />}
          </Answered>
        )}
      </div>
    </>
  );
}

function OwnReviews({ doctor }: { doctor: Practitioner }) {
  const { t } = useTranslation('directory');
  return (
    <Panel title={t('reviews.title')}>
      <ReviewList
        doctor={doctor}
        empty={
          <EmptyState icon={StarIcon} title={t('reviews.none')}>
            {t('ownReviews.none')}
          </EmptyState>
        }
      />
    </Panel>
  );
}
