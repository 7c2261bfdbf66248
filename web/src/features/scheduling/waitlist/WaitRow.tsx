import { Button, NativeSelect } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCountdown } from '@/features/auth';
import { phoneText } from '@/lib/format/phone';
import { dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { FormNote } from '@/ui/parts/FormNote';
import { ClockIcon } from '@/ui/parts/icons';
import { PersonChip } from '@/ui/parts/PersonChip';
import { clockText } from '../book/times';
import { useAct } from '../queue/useAct';
import { useMinute } from '../useMinute';
import { useWindowsText } from '../wait/useWindowsText';
import { acceptOffer, declineOffer, leaveWaitlist, type Offer, type Wait } from '../wait/waitApi';
import { useWaitlistRefusal } from './useWaitlistRefusal';
import classes from './waitlist.module.css';
import { URGENCIES, weighWait, type NamedWaiting } from './waitlistApi';
import type { Ground } from './WaitlistPage';

type WaitRowProps = {
  waiting: NamedWaiting;
  place: number;
  /** How far this device's clock is ahead of the server's. */
  ahead: number;
  ground: Ground;
  onOffer: () => void;
  renew: () => Promise<void>;
};

type Act = ReturnType<typeof useAct>['act'];

/** One person who waits: for what and when, since when, how urgent, and what is offered to them now. */
export function WaitRow({ waiting: { wait, offer, patient }, place, ahead, ground, onOffer, renew }: WaitRowProps) {
  const { t } = useTranslation('scheduling/waitlist');
  const sentence = useWaitlistRefusal();
  const { busy, error, act } = useAct(renew);
  const name = patient?.name ?? t('noName');
  const isUnderWay = busy !== null;
  return (
    <li className={classes.row} data-urgency={wait.urgency} aria-label={name}>
      <strong className={`${classes.place} tabular`}>{place}</strong>
      <Who name={name} patient={patient} />
      <For wait={wait} ground={ground} />
      <Weight wait={wait} name={name} disabled={isUnderWay} act={act} />
      <div className={classes.acts}>
        {offer === null && (
          <Button size="sm" variant="light" disabled={isUnderWay || wait.state !== 'waiting'} onClick={onOffer} aria-label={t('actFor', { act: t('offer.open'), name })}>
            {t('offer.open')}
          </Button>
        )}
        <ConfirmButton label={t('leave.do')} question={t('leave.question', { name })} text={t(offer === null ? 'leave.text' : 'leave.textOffered')} work={() => leaveWaitlist(wait.id)} onDone={() => void renew()} sentenceOf={sentence} />
      </div>
      {offer !== null && <Running offer={offer} name={name} ahead={ahead} ground={ground} busy={busy} act={act} renew={renew} />}
      {error !== null && (
        <div className={classes.wide}>
          <FormNote state="bad">{sentence(error)}</FormNote>
        </div>
      )}
    </li>
  );
}

function Who({ name, patient }: { name: string; patient: NamedWaiting['patient'] }) {
  return (
    <div className={classes.who}>
      <PersonChip name={name} note={patient?.mrn ?? ''} />
      {patient !== null && patient.phone !== null && (
        <a href={`tel:${patient.phone}`} className={`${classes.phone} tabular`}>
          {phoneText(patient.phone)}
        </a>
      )}
    </div>
  );
}

function Weight({ wait, name, disabled, act }: { wait: Wait; name: string; disabled: boolean; act: Act }) {
  const { t } = useTranslation('scheduling/waitlist');
  return (
    <NativeSelect
      size="sm"
      className={classes.urgency}
      aria-label={t('urgencyOf', { name })}
      value={wait.urgency}
      disabled={disabled}
      onChange={({ currentTarget: { value } }) => void act('weigh', () => weighWait(wait.id, URGENCIES.find((one) => one === value) ?? 'routine'))}
      data={URGENCIES.map((value) => ({ value, label: t(`urgency.${value}`) }))}
    />
  );
}

function For({ wait, ground }: { wait: Wait; ground: Ground }) {
  const { t } = useTranslation('scheduling/waitlist');
  const { fromNow } = useFormat();
  const windows = useWindowsText();
  const now = useMinute();
  const doctor = wait.practitioner_id === null ? t('anyDoctor') : ground.doctorName(wait.practitioner_id);
  const since = t('since', { when: fromNow(wait.joined_at, now, ground.clinic.time_zone) });
  return (
    <div className={classes.what}>
      <p className={classes.strong}>{[ground.serviceName(wait.service_id), doctor].filter(Boolean).join(' · ')}</p>
      <p>{windows(wait.suiting)}</p>
      <p className={classes.dim}>{[since, wait.lapses > 0 ? t('lapses', { count: wait.lapses }) : ''].filter(Boolean).join(' · ')}</p>
    </div>
  );
}

type RunningProps = { offer: Offer; name: string; ahead: number; ground: Ground; busy: string | null; act: Act; renew: () => Promise<void> };

/** What is kept for somebody now, and until when; whoever is called can answer on the telephone. */
function Running({ offer, name, ahead, ground, busy, act, renew }: RunningProps) {
  const { t } = useTranslation('scheduling/waitlist');
  const { day, time } = useFormat();
  const zone = ground.clinic.time_zone;
  const left = useCountdown(Date.parse(offer.expires_at) + ahead);
  const isOver = left === 0;
  useEffect(() => {
    if (isOver) void renew();
  }, [isOver, renew]);
  const when = `${day(dayIn(offer.starts_at, zone), 'long')}, ${time(offer.starts_at, zone)}`;
  const answer = (kind: 'yes' | 'no', work: () => Promise<unknown>) => (
    <Button size="sm" variant={kind === 'yes' ? 'filled' : 'default'} loading={busy === kind} disabled={busy !== null || isOver} onClick={() => void act(kind, work)} aria-label={t('actFor', { act: t(`running.${kind}`), name })}>
      {t(`running.${kind}`)}
    </Button>
  );
  return (
    <div className={classes.running}>
      <p>
        <ClockIcon size={18} />
        <span className="tabular">
          {t('running.offered')} <strong>{when}</strong> · {ground.doctorName(offer.practitioner_id)} · {t('running.until', { time: time(offer.expires_at, zone) })}{' '}
          <span role="timer" aria-label={t('running.left')}>
            {clockText(left)}
          </span>
        </span>
      </p>
      <div className={classes.acts}>
        {answer('yes', () => acceptOffer(offer.id))}
        {answer('no', () => declineOffer(offer.id))}
      </div>
    </div>
  );
}
