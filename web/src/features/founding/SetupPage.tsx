import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SubmitButton, useAttempt } from '@/features/auth';
import { Refusal } from '@/lib/api/refusal';
import { Answered } from '@/ui/parts/Answered';
import { Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { NarrowPage } from '@/ui/parts/NarrowPage';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { awaitedQuery, foundHouse } from './api';
import { SetupFields } from './SetupFields';
import { useSetupRefusal } from './useSetupRefusal';
import { wishOf } from './wish';

export type Founder = { email: string; password: string };

type SetupPageProps = { onFounded: (founder: Founder) => void; absent: ReactNode };

/** An empty installation becomes a clinic; where there is one already, there is no such page. */
export function SetupPage({ onFounded, absent }: SetupPageProps) {
  const { t } = useTranslation('founding');
  const awaited = useQuery(awaitedQuery);
  return (
    <Answered query={awaited} loading={<RowsLoading rows={6} />} wholePage>
      {(isAwaited) =>
        isAwaited ? (
          <>
            <title>{t('documentTitle')}</title>
            <NarrowPage title={t('title')} lead={t('lead')}>
              <SetupForm onFounded={onFounded} />
            </NarrowPage>
          </>
        ) : (
          absent
        )
      }
    </Answered>
  );
}

function SetupForm({ onFounded }: Pick<SetupPageProps, 'onFounded'>) {
  const { t } = useTranslation('founding');
  const { busy, error, waitS, run } = useAttempt();
  const textOf = useSetupRefusal();
  const [missing, setMissing] = useState<readonly string[]>([]);
  const queries = useQueryClient();
  const submit = (said: (name: string) => string) => {
    const { wish, faults } = wishOf(said);
    setMissing(faults);
    if (wish === null) return;
    void run(
      () => foundHouse(wish),
      () => {
        onFounded({ email: wish.email, password: wish.password });
        queries.setQueryData(awaitedQuery.queryKey, false);
      },
    );
  };
  const refused = error instanceof Refusal ? error.errors.map(({ pointer }) => pointer.slice(1)) : [];
  return (
    <Form onSubmit={submit} label={t('title')}>
      <SetupFields missing={missing} refused={refused} />
      {error !== null && <FormNote state={waitS > 0 ? 'warn' : 'bad'}>{textOf(error)}</FormNote>}
      {error === null && missing.length > 0 && <FormNote state="bad">{t('lookAgain')}</FormNote>}
      <SubmitButton busy={busy} waitS={waitS}>
        {t('submit')}
      </SubmitButton>
    </Form>
  );
}
