import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from '@/ui/parts/Form';
import { Panel } from '@/ui/parts/Panel';
import { AttemptNote } from './AttemptNote';
import { InvitationLink } from './InvitationLink';
import classes from './pages.module.css';
import { invite, STAFF_ROLES, staffQuery, type Invitation } from './staff';
import { useAttempt } from './useAttempt';

type Invited = { name: string; invitation: Invitation };

export function InvitePanel({ clinicId }: { clinicId: string }) {
  const { t } = useTranslation('auth');
  const queries = useQueryClient();
  const [invited, setInvited] = useState<Invited | null>(null);
  const { busy, error, waitS, run } = useAttempt();
  const submit = (said: (name: string) => string) => {
    const role = STAFF_ROLES.find((one) => one === said('role')) ?? 'front_desk';
    const wish = { name: said('name').trim(), email: said('email').trim(), role };
    void run(
      () => invite(clinicId, wish),
      ({ account, invitation }) => {
        setInvited({ name: account.name, invitation });
        void queries.invalidateQueries({ queryKey: staffQuery(clinicId).queryKey });
      },
    );
  };
  return (
    <Panel title={t('invite.title')} note={t('invite.note')}>
      {/* Once somebody is invited the form begins anew, empty. */}
      <Form key={invited?.invitation.token ?? 'first'} onSubmit={submit} label={t('invite.title')}>
        <div className={classes.line}>
          <TextInput label={t('invite.name')} name="name" maxLength={120} autoComplete="off" required withAsterisk={false} />
          <TextInput label={t('signIn.email')} name="email" type="email" maxLength={254} autoComplete="off" required withAsterisk={false} />
          <NativeSelect label={t('profile.role')} name="role" data={STAFF_ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))} />
          <Button type="submit" loading={busy} disabled={waitS > 0}>
            {t('invite.submit')}
          </Button>
        </div>
        <AttemptNote error={error} waits={waitS > 0} />
      </Form>
      {invited !== null && <InvitationLink name={invited.name} invitation={invited.invitation} />}
    </Panel>
  );
}
