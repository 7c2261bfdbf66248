import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { FormNote } from '@/ui/parts/FormNote';
import { NarrowPage } from '@/ui/parts/NarrowPage';
import { standingQuery, type SignIn } from './api';
import classes from './auth.module.css';
import { CodeForm } from './CodeStep';
import { DeviceRefused } from './DeviceRefused';
import type { StepProps } from './steps';
import { useCountdown } from './useCountdown';

export type Waiting = { deviceId: string; matchCode: string; until: number };

type WaitingDeviceProps = StepProps & { wish: SignIn; waiting: Waiting; onBack: () => void };

/**
 * A new device shows its code and asks how its asking stands, proven by its key alone. Once it is let in it goes on by
 * itself; a code of an authenticator counts once, so whoever has one is asked for a fresh one then.
 */
export function WaitingDevice({ wish, waiting, onBack, ...step }: WaitingDeviceProps) {
  const secondsLeft = useCountdown(waiting.until);
  const asked = useQuery(standingQuery(waiting.deviceId));
  const standing = asked.data?.standing ?? 'waiting';
  if (standing === 'refused') return <DeviceRefused onBack={onBack} />;
  if (standing === 'approved') return <LetIn wish={wish} onBack={onBack} {...step} />;
  if (secondsLeft === 0 || standing !== 'waiting') return <AskingOver why={standing === 'withdrawn' ? 'withdrawn' : 'over'} onBack={onBack} />;
  return <StillWaiting matchCode={waiting.matchCode} onBack={onBack} />;
}

function StillWaiting({ matchCode, onBack }: { matchCode: string; onBack: () => void }) {
  const { t } = useTranslation('auth');
  return (
    <NarrowPage
      title={t('waiting.title')}
      lead={t('waiting.lead')}
      after={
        <Button variant="subtle" onClick={onBack}>
          {t('startAgain')}
        </Button>
      }
    >
      <p className={classes.matchLabel} id="match-code">
        {t('waiting.matchCode')}
      </p>
      <p className={classes.matchCode} aria-labelledby="match-code" data-testid="match-code">
        {matchCode}
      </p>
      <p className={classes.waits} role="status">
        <Loader size="xs" />
        {t('waiting.byItself')}
      </p>
    </NarrowPage>
  );
}

type LetInProps = StepProps & { wish: SignIn; onBack: () => void };

/** Somebody has let the device in: with a password alone it goes on at once. */
function LetIn({ wish, attempt, onRefused, onBack }: LetInProps) {
  const { t } = useTranslation('auth');
  const needsCode = wish.totp !== undefined;
  const goOn = useEffectEvent(async () => {
    try {
      await attempt(wish);
    } catch (error) {
      // Whatever stands in the way now is another step, or the beginning.
      if (!(error instanceof Refusal) || !onRefused(wish)(error)) onBack();
    }
  });
  useEffect(() => {
    if (!needsCode) void goOn();
  }, [needsCode]);
  return (
    <NarrowPage title={t('waiting.letIn.title')} lead={t(needsCode ? 'waiting.letIn.freshCode' : 'waiting.letIn.lead')}>
      {needsCode ? (
        <>
          <div className={classes.after}>
            <FormNote state="good">{t('waiting.letIn.note')}</FormNote>
          </div>
          <CodeForm wish={wish} way="app" attempt={attempt} onRefused={onRefused} />
        </>
      ) : (
        <p className={classes.waits} role="status">
          <Loader size="xs" />
        </p>
      )}
    </NarrowPage>
  );
}

function AskingOver({ why, onBack }: { why: 'over' | 'withdrawn'; onBack: () => void }) {
  const { t } = useTranslation('auth');
  return (
    <NarrowPage title={t(`waiting.${why}.title`)} lead={t(`waiting.${why}.lead`)}>
      <Button fullWidth onClick={onBack}>
        {t('waiting.again')}
      </Button>
    </NarrowPage>
  );
}
