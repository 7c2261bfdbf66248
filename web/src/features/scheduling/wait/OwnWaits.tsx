import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { dayIn } from '@/lib/format/times';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { Panel } from '@/ui/parts/Panel';
import { RefusalState } from '@/ui/parts/RefusalState';
import { StateBadge } from '@/ui/parts/StateBadge';
import mine from '../mine/mine.module.css';
import { useAbout } from '../mine/useAbout';
import { useOwnWaits } from './useOwnWaits';
import { useWaitRefusal } from './useWaitRefusal';
import { useWindowsText } from './useWindowsText';
import { leaveWaitlist, type Waiting } from './waitApi';
import classes from './wait.module.css';

/** What the family waits for, and the way to wait no more. Who waits for nothing sees nothing of it. */
export function OwnWaits({ person }: { person: string | null }) {
  const { t } = useTranslation('scheduling/wait');
  const { waits, renew, error } = useOwnWaits();
  const shown = waits.filter(({ wait }) => person === null || wait.patient_id === person);
  if (error !== null) {
    return (
      <Panel title={t('own.title')}>
        <RefusalState error={error} onRetry={() => void renew()} />
      </Panel>
    );
  }
  if (shown.length === 0) return null;
  return (
    <Panel title={t('own.title')} note={t('own.note')}>
      <ul>
        {shown.map((one) => (
          <OwnWait key={one.wait.id} waiting={one} onLeft={renew} />
        ))}
      </ul>
    </Panel>
  );
}

function OwnWait({ waiting: { wait, offer }, onLeft }: { waiting: Waiting; onLeft: () => Promise<void> }) {
  const { t } = useTranslation('scheduling/wait');
  const { day } = useFormat();
  const sentence = useWaitRefusal();
  const windows = useWindowsText();
  const about = useAbout(wait);
  const who = wait.practitioner_id === null ? t('own.anyDoctor', { clinic: about.clinic?.name ?? '' }) : about.doctor;
  return (
    <li className={classes.wait}>
      <div className={classes.what}>
        <p className={mine.strong}>{[about.service, who].filter(Boolean).join(' · ')}</p>
        <p>{windows(wait.suiting)}</p>
        <p className={mine.small}>{t('own.since', { name: about.patient, day: day(dayIn(wait.joined_at, about.zone), 'long') })}</p>
      </div>
      {offer !== null && <StateBadge state="good">{t('own.offered')}</StateBadge>}
      <ConfirmButton
        label={t('own.leave')}
        question={t('own.question', { service: about.service })}
        text={t(offer === null ? 'own.text' : 'own.textOffered', { name: about.patient })}
        work={() => leaveWaitlist(wait.id)}
        onDone={() => void onLeft()}
        sentenceOf={sentence}
      />
    </li>
  );
}
