import { Button, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { browserName } from '@/lib/format/browser';
import { useFormat } from '@/lib/i18n/useFormat';
import { Answered } from '@/ui/parts/Answered';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { StateBadge } from '@/ui/parts/StateBadge';
import { AttemptNote } from './AttemptNote';
import classes from './pages.module.css';
import {
  addPasskey,
  canHavePasskeys,
  isChangeOfMind,
  isThereAlready,
  ownPasskeysQuery,
  removePasskey,
  type Passkey,
} from './passkeys';
import { useAttempt } from './useAttempt';

/** Sign in faster with a passkey: which there are, and one more for this device. */
export function OwnPasskeys() {
  const { t } = useTranslation('auth');
  const passkeys = useQuery(ownPasskeysQuery);
  return (
    <Panel title={t('passkeys.title')} note={t('passkeys.note')}>
      <Answered query={passkeys} loading={<RowsLoading />}>
        {(items) => (
          <>
            {items.length === 0 && <p className={classes.small}>{t('passkeys.empty')}</p>}
            <ul>
              {items.map((passkey) => (
                <PasskeyRow key={passkey.id} passkey={passkey} />
              ))}
            </ul>
            <div className={classes.below}>
              {canHavePasskeys() ? <AddPasskey /> : <p className={classes.small}>{t('passkeys.notHere')}</p>}
            </div>
          </>
        )}
      </Answered>
    </Panel>
  );
}

function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const { t } = useTranslation('auth');
  const { moment } = useFormat();
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries({ queryKey: ownPasskeysQuery.queryKey });
  const since = moment(passkey.created_at);
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <p className={classes.marks}>
          <span className={classes.strong}>{passkey.label}</span>
          {passkey.copied_at !== null && <StateBadge state="bad">{t('passkeys.copied')}</StateBadge>}
        </p>
        <p className={`${classes.small} tabular`}>
          {passkey.used_at === null
            ? t('passkeys.unused', { since })
            : t('passkeys.used', { since, used: moment(passkey.used_at) })}
        </p>
        {passkey.copied_at !== null && <p className={classes.small}>{t('passkeys.copiedText')}</p>}
      </div>
      <ConfirmButton
        label={t('passkeys.remove')}
        question={t('passkeys.removeQuestion', { label: passkey.label })}
        text={t('passkeys.removeText')}
        work={() => removePasskey(passkey.id)}
        onDone={refresh}
      />
    </li>
  );
}

function AddPasskey() {
  const { t } = useTranslation('auth');
  const queries = useQueryClient();
  const { busy, error, waitS, run, reset } = useAttempt();
  const [thereAlready, setThereAlready] = useState(false);
  const submit = (said: (name: string) => string) => {
    setThereAlready(false);
    const add = async () => {
      try {
        await addPasskey(said('label').trim() || t('passkeys.unnamed'));
        await queries.invalidateQueries({ queryKey: ownPasskeysQuery.queryKey });
      } catch (fault) {
        if (isThereAlready(fault)) setThereAlready(true);
        else if (!isChangeOfMind(fault)) throw fault;
        reset();
      }
    };
    void run(add, () => undefined);
  };
  return (
    <Form onSubmit={submit} label={t('passkeys.add')}>
      <div className={classes.line}>
        <TextInput label={t('passkeys.label')} name="label" maxLength={60} autoComplete="off" defaultValue={browserName(navigator.userAgent)} />
        <Button type="submit" loading={busy} disabled={waitS > 0}>
          {t('passkeys.add')}
        </Button>
      </div>
      {thereAlready && <FormNote state="warn">{t('passkeys.thereAlready')}</FormNote>}
      <AttemptNote error={error} waits={waitS > 0} />
    </Form>
  );
}
