import { useTranslation } from 'react-i18next';
import { useCountdown } from '@/features/auth';
import { ClockIcon } from '@/ui/parts/icons';
import classes from './book.module.css';
import { clockText } from './times';

type KeptBarProps = {
  /** By the clock of this device. */
  until: number;
  wholeS: number;
  /** From how many seconds before the end on it is said that it is soon. */
  soonS: number;
  kept: string;
  soon: string;
  /** For who listens, once, before the end: the seconds are for the eye. */
  soonSpoken: string;
};

/** For how long a time is kept for somebody. */
export function KeptBar({ until, wholeS, soonS, kept, soon, soonSpoken }: KeptBarProps) {
  const { t } = useTranslation('scheduling/book');
  const left = useCountdown(until);
  const isSoon = left <= soonS;
  return (
    <div className={classes.hold} data-soon={isSoon || undefined}>
      <p className={classes.holdText}>
        <ClockIcon />
        <span>
          {isSoon ? soon : kept}
          <span className={classes.spoken} role="status">
            {isSoon && soonSpoken}
          </span>
        </span>
        <strong className={`${classes.clock} tabular`} role="timer" aria-label={t('hold.left')}>
          {clockText(left)}
        </strong>
      </p>
      <progress className={classes.progress} max={wholeS} value={left} aria-hidden="true" />
    </div>
  );
}
