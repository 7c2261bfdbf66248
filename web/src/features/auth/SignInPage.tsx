import { Link } from '@tanstack/react-router';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '@/lib/api/refusal';
import { NarrowPage } from '@/ui/parts/NarrowPage';
import { signIn, type SignIn } from './api';
import { CodeStep } from './CodeStep';
import { PasswordStep } from './PasswordStep';
import classes from './auth.module.css';
import { DeviceRefused } from './DeviceRefused';
import { useGoOn } from './useGoOn';
import { WaitingDevice, type Waiting } from './WaitingDevice';

const EnrolStep = lazy(() => import('./EnrolStep'));

type Step =
  | { at: 'password' }
  | { at: 'code' | 'enrol'; wish: SignIn }
  | { at: 'waiting'; wish: SignIn; waiting: Waiting }
  | { at: 'refused' };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Where a refusal leads, when it is not a mistake but the next thing to show. */
function stepAfter(refusal: Refusal, wish: SignIn): Step | null {
  if (refusal.slug === 'totp-needed') return { at: 'code', wish };
  if (refusal.slug === 'totp-enrolment-needed') return { at: 'enrol', wish };
  if (refusal.slug === 'device-refused') return { at: 'refused' };
  if (refusal.slug !== 'device-pending') return null;
  const waiting = {
    deviceId: text(refusal.said['device_id']),
    matchCode: text(refusal.said['match_code']),
    until: Date.parse(text(refusal.said['waits_until'])),
  };
  return { at: 'waiting', wish, waiting };
}

type SignInPageProps = {
  next?: string | undefined;
  /** Whoever has just founded the installation goes on with what is missing, and does not type it all again. */
  founder?: SignIn;
};

export function SignInPage({ next, founder }: SignInPageProps) {
  const { t } = useTranslation('auth');
  const [step, setStep] = useState<Step>(founder === undefined ? { at: 'password' } : { at: 'enrol', wish: founder });
  useGoOn(next);
  const onRefused = (wish: SignIn) => (refusal: Refusal) => {
    const following = stepAfter(refusal, wish);
    if (following !== null) setStep(following);
    return following !== null;
  };
  const restart = () => setStep({ at: 'password' });
  return (
    <>
      <title>{t('signIn.documentTitle')}</title>
      {step.at === 'password' && (
        <NarrowPage title={t('signIn.title')} lead={t('signIn.lead')} after={<ForPatients />}>
          <PasswordStep attempt={signIn} onRefused={onRefused} />
        </NarrowPage>
      )}
      {step.at === 'code' && <CodeStep wish={step.wish} attempt={signIn} onRefused={onRefused} onBack={restart} />}
      {step.at === 'enrol' && <EnrolStep wish={step.wish} onDone={() => setStep({ at: 'code', wish: step.wish })} />}
      {step.at === 'waiting' && (
        <WaitingDevice wish={step.wish} waiting={step.waiting} attempt={signIn} onRefused={onRefused} onBack={restart} />
      )}
      {step.at === 'refused' && <DeviceRefused onBack={restart} />}
    </>
  );
}

function ForPatients() {
  const { t } = useTranslation('auth');
  return (
    <Link to="/me/sign-in" className={classes.link}>
      {t('signIn.forPatients')}
    </Link>
  );
}
