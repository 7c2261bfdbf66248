import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import { useFollow } from '@/lib/live/useLive';
import { PageList } from '@/ui/parts/PageList';
import { Panel } from '@/ui/parts/Panel';
import { Stars } from '@/ui/parts/Stars';
import { doctorQuery, ownPractitionerQuery, type Practitioner } from './api';
import classes from './DoctorReviews.module.css';
import { ReviewActs } from './ReviewActs';
import { reviewsQuery, type Review } from './reviews';

/** What patients say; a doctor of whom nobody has said anything has no such panel. */
export function DoctorReviews({ doctor }: { doctor: Practitioner }) {
  const { t } = useTranslation('directory');
  if (doctor.rating === null) return null;
  return (
    <Panel title={t('reviews.title')}>
      <ReviewList doctor={doctor} empty={<p className={classes.small}>{t('reviews.none')}</p>} />
    </Panel>
  );
}

/** The reviews of one doctor, and anew when somebody has said, answered or hidden something. */
export function ReviewList({ doctor, empty }: { doctor: Practitioner; empty: ReactNode }) {
  const { t } = useTranslation('directory');
  const queries = useQueryClient();
  const renewed = [reviewsQuery(doctor.id), doctorQuery(doctor.id), ownPractitionerQuery];
  useFollow([`${doctor.clinic_id}/reviews/${doctor.id}`], () =>
    Promise.all(renewed.map(({ queryKey }) => queries.invalidateQueries({ queryKey, exact: true }))),
  );
  const all = useInfiniteQuery(reviewsQuery(doctor.id));
  return (
    <PageList query={all} more={t('reviews.more')} empty={empty}>
      {(review) => <ReviewEntry key={review.id} review={review} doctor={doctor} />}
    </PageList>
  );
}

function ReviewEntry({ review, doctor }: { review: Review; doctor: Practitioner }) {
  const { t } = useTranslation('directory');
  const { days } = useFormat();
  const on = dayIn(review.posted_at, doctor.clinic.time_zone);
  return (
    <li className={classes.review}>
      <div className={classes.head}>
        <Stars count={review.stars} label={t('reviews.stars', { count: review.stars })} />
        <span>{review.initial === '' ? t('reviews.someone') : t('reviews.by', { initial: review.initial })}</span>
        <time className={classes.small} dateTime={review.posted_at}>
          {days(on, on)}
        </time>
      </div>
      {review.text !== '' && <p className={classes.text}>{review.text}</p>}
      {review.answer !== null && (
        <div className={classes.answer}>
          <p className={classes.small}>{t('reviews.answer')}</p>
          <p className={classes.text}>{review.answer.text}</p>
        </div>
      )}
      <ReviewActs review={review} doctor={doctor} />
    </li>
  );
}
