import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/lib/session/useSession';
import type { Account } from '@/lib/session/session';
import { PersonChip } from '@/ui/parts/PersonChip';
import { StateBadge } from '@/ui/parts/StateBadge';
import classes from './pages.module.css';
import { StaffChanges } from './StaffChanges';

export function StaffRow({ account }: { account: Account }) {
  const { t } = useTranslation('auth');
  const me = useMe();
  const [opened, setOpened] = useState(false);
  const mayChange = me.role === 'admin' && me.id !== account.id;
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <PersonChip name={account.name} note={account.email} />
      </div>
      <div className={classes.marks}>
        <span>{t(`role.${account.role}`)}</span>
        {me.id === account.id && <span className={classes.small}>{t('staff.you')}</span>}
        <StaffState account={account} />
      </div>
      {mayChange && (
        <Button
          size="sm"
          variant="default"
          aria-expanded={opened}
          aria-label={t('staff.changeWho', { name: account.name })}
          onClick={() => setOpened(!opened)}
        >
          {t(opened ? 'staff.close' : 'staff.change')}
        </Button>
      )}
      {opened && <StaffChanges account={account} />}
    </li>
  );
}

function StaffState({ account }: { account: Account }) {
  const { t } = useTranslation('auth');
  if (account.state === 'disabled') return <StateBadge state="bad">{t('staff.disabled')}</StateBadge>;
  if (!account.has_password) return <StateBadge state="warn">{t('staff.invited')}</StateBadge>;
  return <StateBadge state="good">{t('staff.active')}</StateBadge>;
}
