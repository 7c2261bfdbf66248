import { NativeSelect } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '@/lib/session/session';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { InvitationLink } from './InvitationLink';
import classes from './pages.module.css';
import { changeAccount, inviteAgain, removeSecondFactor, STAFF_ROLES, type Invitation } from './staff';
import { useAuthRefusal } from './useAuthRefusal';

/** What an administrator may do to somebody else's account; each asks first, because it signs them out. */
export function StaffChanges({ account }: { account: Account }) {
  const queries = useQueryClient();
  const sentenceOf = useAuthRefusal();
  // Refused or done, the list may be another one now.
  const refresh = () => void queries.invalidateQueries({ queryKey: ['auth', 'staff'] });
  const common = { account, sentenceOf, refresh };
  return (
    <div className={classes.changes}>
      <RoleChange {...common} />
      <div className={classes.acts}>
        <StateChange {...common} />
        {account.has_second_factor && <SecondFactorChange {...common} />}
      </div>
      <LinkAgain {...common} />
    </div>
  );
}

type ChangeProps = { account: Account; sentenceOf: (error: Error) => string; refresh: () => void };

function RoleChange({ account, sentenceOf, refresh }: ChangeProps) {
  const { t } = useTranslation('auth');
  const [role, setRole] = useState(account.role);
  const choose = (value: string) => setRole(STAFF_ROLES.find((one) => one === value) ?? account.role);
  return (
    <div className={classes.line}>
      <NativeSelect
        label={t('staff.roleOf', { name: account.name })}
        value={role}
        onChange={(event) => choose(event.currentTarget.value)}
        data={STAFF_ROLES.map((one) => ({ value: one, label: t(`role.${one}`) }))}
      />
      {role !== account.role && role !== 'patient' && role !== 'operator' && (
        <ConfirmButton
          label={t('staff.setRole')}
          question={t('staff.setRoleQuestion', { name: account.name, role: t(`role.${role}`) })}
          text={t('staff.signsOut')}
          work={() => changeAccount(account, { role })}
          onDone={refresh}
          sentenceOf={sentenceOf}
          variant="light"
        />
      )}
    </div>
  );
}

function StateChange({ account, sentenceOf, refresh }: ChangeProps) {
  const { t } = useTranslation('auth');
  const isActive = account.state === 'active';
  return (
    <ConfirmButton
      label={t(isActive ? 'staff.disable' : 'staff.restore')}
      question={t(isActive ? 'staff.disableQuestion' : 'staff.restoreQuestion', { name: account.name })}
      text={t(isActive ? 'staff.disableText' : 'staff.restoreText')}
      work={() => changeAccount(account, { state: isActive ? 'disabled' : 'active' })}
      onDone={refresh}
      sentenceOf={sentenceOf}
    />
  );
}

function SecondFactorChange({ account, sentenceOf, refresh }: ChangeProps) {
  const { t } = useTranslation('auth');
  return (
    <ConfirmButton
      label={t('staff.removeFactor')}
      question={t('staff.removeFactorQuestion', { name: account.name })}
      text={t('staff.removeFactorText')}
      work={() => removeSecondFactor(account.id)}
      onDone={refresh}
      sentenceOf={sentenceOf}
    />
  );
}

function LinkAgain({ account, sentenceOf }: ChangeProps) {
  const { t } = useTranslation('auth');
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  return (
    <div>
      <ConfirmButton
        label={t('staff.newLink')}
        question={t('staff.newLinkQuestion', { name: account.name })}
        text={t('staff.newLinkText')}
        work={async () => setInvitation(await inviteAgain(account.clinic_id ?? '', account.id))}
        sentenceOf={sentenceOf}
      />
      {invitation !== null && <InvitationLink name={account.name} invitation={invitation} />}
    </div>
  );
}
