import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { AttemptNote } from './AttemptNote';
import classes from './auth.module.css';
import { canHavePasskeys, canOfferWhileTyping, isChangeOfMind, signInWithPasskey } from './passkeys';
import { useAttempt } from './useAttempt';

/** One way in without a code, where the browser knows it; where it does not, nothing stands here. */
export function PasskeySignIn() {
  const { t } = useTranslation('auth');
  const { busy, error, waitS, run, reset } = useAttempt();
  useOfferWhileTyping();
  if (!canHavePasskeys()) return null;
  const ask = async () => {
    stopOffering();
    try {
      await signInWithPasskey();
    } catch (fault) {
      if (!isChangeOfMind(fault)) throw fault;
      reset();
    }
  };
  return (
    <div className={classes.passkey}>
      <p className={classes.or}>{t('passkey.or')}</p>
      <Button variant="light" fullWidth loading={busy} disabled={waitS > 0} onClick={() => void run(ask, () => undefined)}>
        {t('passkey.signIn')}
      </Button>
      <AttemptNote error={error} waits={waitS > 0} />
    </div>
  );
}

let offering: AbortController | null = null;

/** A browser answers one question at a time: before the button asks, the field stops asking. */
function stopOffering(): void {
  offering?.abort();
  offering = null;
}

/** The browser shows this device's passkeys among what it would fill into the telephone field. */
function useOfferWhileTyping(): void {
  useEffect(() => {
    const mine = new AbortController();
    offering = mine;
    void canOfferWhileTyping().then((can) => {
      if (!can || mine.signal.aborted) return undefined;
      // Nobody has asked for anything yet, so nobody is told what came of it; the button tells.
      return signInWithPasskey({ mediation: 'conditional', signal: mine.signal }).catch(() => undefined);
    });
    return () => mine.abort();
  }, []);
}
