import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './book.module.css';
import type { Held } from './heldTime';
import { KeptBar } from './KeptBar';

const SOON_S = 30;
const WHOLE_S = 120;

/** For how long the time that is being booked is kept. */
export function HoldBar({ held }: { held: Held }) {
  const { t } = useTranslation('scheduling/book');
  if (held.state === 'held') {
    return <KeptBar until={held.ticket.until} wholeS={WHOLE_S} soonS={SOON_S} kept={t('hold.kept')} soon={t('hold.soon')} soonSpoken={t('hold.soonSpoken')} />;
  }
  return (
    <div className={classes.hold} role="status" aria-label={t('hold.asking')}>
      <Skeleton height={28} width="70%" />
    </div>
  );
}
