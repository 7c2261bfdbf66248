import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCountdown } from '@/features/auth';
import { ClockIcon } from '@/ui/parts/icons';
import classes from './book.module.css';
import type { Held } from './heldTime';
import { clockText } from './times';

const SOON_S = 30;
const WHOLE_S = 120;

/** For how long the time is kept. The seconds are for the eye; who listens is told once, before the end. */
export function HoldBar({ held }: { held: Held }) {
  const { t } = useTranslation('scheduling/book');
  const left = useCountdown(held.state === 'held' ? held.ticket.until : null);
  if (held.state !== 'held') {
    return (
      <div className={classes.hold} role="status" aria-label={t('hold.asking')}>
        <Skeleton height={28} width="70%" />
      </div>
    );
  }
  const isSoon = left <= SOON_S;
  return (
    <div className={classes.hold} data-soon={isSoon || undefined}>
      <p className={classes.holdText}>
        <ClockIcon />
        <span>
          {t(isSoon ? 'hold.soon' : 'hold.kept')}
          <span className={classes.spoken} role="status">
            {isSoon && t('hold.soonSpoken')}
          </span>
        </span>
        <strong className={`${classes.clock} tabular`} role="timer" aria-label={t('hold.left')}>
          {clockText(left)}
        </strong>
      </p>
      <progress className={classes.progress} max={WHOLE_S} value={left} aria-hidden="true" />
    </div>
  );
}
