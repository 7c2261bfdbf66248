import { Rating } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import { useSession } from '@/lib/session/useSession';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { PageList } from '@/ui/parts/PageList';
import { Panel } from '@/ui/parts/Panel';
import type { Practitioner } from './api';
import classes from './DoctorReviews.module.css';
import { hideReview, reviewsQuery, type Review } from './reviews';

/** What patients say; a doctor of whom nobody has said anything has no such panel. */
export function DoctorReviews({ doctor }: { doctor: Practitioner }) {
  const { t } = useTranslation('directory');
  const all = useInfiniteQuery(reviewsQuery(doctor.id));
  if (doctor.rating === null) return null;
  return (
    <Panel title={t('reviews.title')}>
      <PageList query={all} more={t('reviews.more')} empty={<p className={classes.small}>{t('reviews.none')}</p>}>
        {(review) => <ReviewEntry key={review.id} review={review} doctor={doctor} />}
      </PageList>
    </Panel>
  );
}

function ReviewEntry({ review, doctor }: { review: Review; doctor: Practitioner }) {
  const { t } = useTranslation('directory');
  const { day } = useFormat();
  const zone = doctor.clinic.time_zone;
  return (
    <li className={classes.review}>
      <div className={classes.head}>
        <Rating value={review.stars} readOnly size="sm" aria-label={t('reviews.stars', { count: review.stars })} />
        <span>{review.initial === '' ? t('reviews.someone') : t('reviews.by', { initial: review.initial })}</span>
        <time className={classes.small} dateTime={review.posted_at}>
          {day(dayIn(review.posted_at, zone), 'long')}
        </time>
      </div>
      {review.text !== '' && <p className={classes.text}>{review.text}</p>}
      {review.answer !== null && (
        <div className={classes.answer}>
          <p className={classes.small}>{t('reviews.answer')}</p>
          <p className={classes.text}>{review.answer.text}</p>
        </div>
      )}
      <HideReview review={review} doctor={doctor} />
    </li>
  );
}

/** For an admin of this very clinic. */
function HideReview({ review, doctor }: { review: Review; doctor: Practitioner }) {
  const { t } = useTranslation('directory');
  const queries = useQueryClient();
  const session = useSession();
  const isOurs = session.state === 'signedIn' && session.account.role === 'admin' && session.account.clinic_id === doctor.clinic_id;
  if (!isOurs) return null;
  return (
    <ConfirmButton
      label={t('reviews.hide')}
      question={t('reviews.hideQuestion')}
      text={t('reviews.hideText')}
      reason={{ label: t('reviews.hideReason'), required: true }}
      work={async (reason) => {
        await hideReview(review.id, reason);
        await queries.invalidateQueries({ queryKey: ['directory'] });
      }}
    />
  );
}
