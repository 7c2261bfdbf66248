import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { StarIcon } from '@/ui/parts/icons';
import type { Practitioner } from './api';
import classes from './RatingText.module.css';

type Rating = NonNullable<Practitioner['rating']>;

export function RatingText({ rating }: { rating: Rating }) {
  const { t } = useTranslation('directory');
  const { number } = useFormat();
  return (
    <p className={classes.rating}>
      <StarIcon size={16} className={classes.star} />
      <span className="tabular">{number(rating.average, 1)}</span>
      <span className={classes.count}>{t('doctor.reviews', { count: rating.count })}</span>
    </p>
  );
}
