import { Button, Loader } from '@mantine/core';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { NarrowPage } from '@/ui/parts/NarrowPage';
import type { SignIn } from './api';
import classes from './auth.module.css';
import { CodeForm } from './CodeStep';
import type { StepProps } from './steps';
import { useCountdown } from './useCountdown';

export type Waiting = { matchCode: string; until: number };

const ASK_EVERY_MS = 8_000;

type WaitingDeviceProps = StepProps & { wish: SignIn; waiting: Waiting; onBack: () => void };

/**
 * A new device shows its code and waits. Without a second factor it goes on by itself once it is let in; a code of an
 * authenticator counts once, so with one its person shows a fresh one when the colleague says that it is done.
 */
export function WaitingDevice({ wish, waiting, attempt, onRefused, onBack }: WaitingDeviceProps) {
  const { t } = useTranslation('auth');
  const secondsLeft = useCountdown(waiting.until);
  const asksByItself = wish.totp === undefined && secondsLeft > 0;
  usePolling(asksByItself, attempt, onRefused, wish);
  if (secondsLeft === 0) return <AskingOver onBack={onBack} />;
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
        {waiting.matchCode}
      </p>
      {asksByItself ? (
        <p className={classes.waits} role="status">
          <Loader size="xs" />
          {t('waiting.byItself')}
        </p>
      ) : (
        <>
          <p className={classes.after}>{t('waiting.freshCode')}</p>
          <CodeForm wish={wish} way="app" attempt={attempt} onRefused={onRefused} />
        </>
      )}
    </NarrowPage>
  );
}

/** Asks again and again while the page is looked at; only a decision changes what is shown, a lost answer does not. */
function usePolling(on: boolean, attempt: StepProps['attempt'], onRefused: StepProps['onRefused'], wish: SignIn) {
  const ask = useEffectEvent(async () => {
    if (document.hidden) return;
    try {
      await attempt(wish);
    } catch (error) {
      if (error instanceof Refusal && error.slug !== 'device-pending') onRefused(wish)(error);
    }
  });
  useEffect(() => {
    if (!on) return undefined;
    const clock = setInterval(() => void ask(), ASK_EVERY_MS);
    return () => clearInterval(clock);
  }, [on]);
}

function AskingOver({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('auth');
  return (
    <NarrowPage title={t('waiting.over.title')} lead={t('waiting.over.lead')}>
      <Button fullWidth onClick={onBack}>
        {t('waiting.over.again')}
      </Button>
    </NarrowPage>
  );
}
