import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { Panel } from '@/ui/parts/Panel';
import { useMe } from '@/lib/session/useSession';
import { AttemptNote } from './AttemptNote';
import { changeOwnPassword } from './own';
import classes from './pages.module.css';
import { PasswordField } from './PasswordField';
import { useAttempt } from './useAttempt';

export function ChangePassword() {
  const { t } = useTranslation('auth');
  const queries = useQueryClient();
  const { has_second_factor } = useMe();
  const { busy, error, waitS, run } = useAttempt();
  const [differs, setDiffers] = useState(false);
  const hint = t(has_second_factor ? 'password.hintShort' : 'password.hint');
  const [times, setTimes] = useState(0);
  const isOldWrong = error instanceof Refusal && error.slug === 'invalid-credentials';
  const changed = () => {
    setTimes(times + 1);
    void queries.invalidateQueries({ queryKey: ['auth', 'own'] });
  };
  const submit = (said: (name: string) => string) => {
    const fresh = said('fresh');
    setDiffers(fresh !== said('again'));
    if (fresh !== '' && fresh === said('again')) void run(() => changeOwnPassword(said('password'), fresh), changed);
  };
  return (
    <Panel title={t('password.title')} note={t('password.note')}>
      {/* A form that has done its work begins anew, empty. */}
      <Form key={times} onSubmit={submit} label={t('password.title')}>
        <div className={classes.fields}>
          <PasswordField label={t('password.old')} error={isOldWrong ? t('password.oldWrong') : undefined} />
          <PasswordField label={t('password.new')} name="fresh" description={hint} isNew />
          <PasswordField label={t('password.again')} name="again" isNew error={differs ? t('password.differs') : undefined} />
          {!isOldWrong && <AttemptNote error={error} waits={waitS > 0} />}
          {times > 0 && error === null && !differs && <FormNote state="good">{t('password.changed')}</FormNote>}
          <Button type="submit" loading={busy} disabled={waitS > 0}>
            {t('password.submit')}
          </Button>
        </div>
      </Form>
    </Panel>
  );
}
