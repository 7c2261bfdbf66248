import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Answered } from '@/ui/parts/Answered';
import { CodeField } from '@/ui/parts/CodeField';
import { CopyText } from '@/ui/parts/CopyText';
import { Form } from '@/ui/parts/Form';
import { NarrowPage } from '@/ui/parts/NarrowPage';
import { confirmSecondFactor, offerSecondFactor, type Enrolment, type SignIn } from './api';
import { AttemptNote } from './AttemptNote';
import classes from './auth.module.css';
import { QrCode } from '@/ui/parts/QrCode';
import { RecoveryCodes } from './RecoveryCodes';
import { SubmitButton } from './SubmitButton';
import { useAttempt } from './useAttempt';

type EnrolStepProps = { wish: SignIn; onDone: () => void };

/** Setting up the authenticator app: the picture, the first code, and ten recovery codes that are shown once. */
export default function EnrolStep({ wish, onDone }: EnrolStepProps) {
  const { t } = useTranslation('auth');
  const [codes, setCodes] = useState<string[] | null>(null);
  // Every offer replaces the one before, so it is asked for once and kept in no cache.
  const offer = useQuery({
    queryKey: ['auth', 'enrolment', wish.email],
    queryFn: () => offerSecondFactor(wish),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (codes !== null) return <RecoveryCodes codes={codes} onDone={onDone} />;
  return (
    <NarrowPage title={t('enrol.title')} lead={t('enrol.lead')}>
      <Answered query={offer} loading={<Loader size="sm" />}>
        {(enrolment) => <FirstCode wish={wish} enrolment={enrolment} onConfirmed={setCodes} />}
      </Answered>
    </NarrowPage>
  );
}

/** A long key is typed without a slip when it comes in small groups; apps pass over the gaps. */
const inFours = (key: string): string => key.replaceAll(/(.{4})(?=.)/g, '$1 ');

type FirstCodeProps = { wish: SignIn; enrolment: Enrolment; onConfirmed: (codes: string[]) => void };

function FirstCode({ wish, enrolment, onConfirmed }: FirstCodeProps) {
  const { t } = useTranslation('auth');
  const { busy, error, waitS, run } = useAttempt();
  const [byHand, setByHand] = useState(false);
  const submit = (said: (name: string) => string) => {
    const totp = said('code').replaceAll(/\s/g, '');
    if (totp !== '') void run(() => confirmSecondFactor({ ...wish, totp }), onConfirmed);
  };
  return (
    <>
      <QrCode text={enrolment.otpauth_url} label={t('enrol.picture')} />
      {byHand ? (
        <CopyText label={t('enrol.secret')} text={enrolment.secret} shown={inFours(enrolment.secret)} />
      ) : (
        <Button variant="subtle" fullWidth onClick={() => setByHand(true)}>
          {t('enrol.byHand')}
        </Button>
      )}
      <div className={classes.next}>
        <Form onSubmit={submit}>
          <CodeField label={t('enrol.code')} />
          <AttemptNote error={error} waits={waitS > 0} />
          <SubmitButton busy={busy} waitS={waitS}>
            {t('enrol.submit')}
          </SubmitButton>
        </Form>
      </div>
    </>
  );
}
