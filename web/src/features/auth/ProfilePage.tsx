import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/lib/session/useSession';
import { signOut } from '@/lib/session/session';
import { BadgeIcon, LockIcon, MailIcon, PhoneIcon } from '@/ui/parts/icons';
import { Fact, Facts } from '@/ui/parts/Fact';
import { Initials } from '@/ui/parts/Initials';
import { PageHeader } from '@/ui/parts/PageHeader';
import { Panel } from '@/ui/parts/Panel';
import { phoneText } from '@/lib/format/phone';
import { ChangePassword } from './ChangePassword';
import { OwnDevices } from './OwnDevices';
import { OwnPasskeys } from './OwnPasskeys';
import { OwnSessions } from './OwnSessions';
import classes from './pages.module.css';

/** Who I am here, where I am signed in, and my password. */
export function ProfilePage() {
  const { t } = useTranslation('auth');
  const me = useMe();
  const isPatient = me.role === 'patient';
  return (
    <>
      <title>{t('profile.documentTitle')}</title>
      <PageHeader
        figure={me.name === '' ? undefined : <Initials name={me.name} size="lg" />}
        title={me.name || t('profile.title')}
        lead={t(`role.${me.role}`)}
      />
      <div className={classes.page}>
        <Panel title={t('profile.facts')}>
          <WhoIAm />
          <Button variant="light" mt="lg" onClick={() => void signOut()}>
            {t('profile.signOut')}
          </Button>
        </Panel>
        <OwnSessions />
        {isPatient && <OwnPasskeys />}
        {!isPatient && <OwnDevices />}
        {!isPatient && <ChangePassword />}
      </div>
    </>
  );
}

function WhoIAm() {
  const { t } = useTranslation('auth');
  const me = useMe();
  return (
    <Facts spoken>
      {me.email !== '' && (
        <Fact icon={MailIcon} label={t('signIn.email')}>
          {me.email}
        </Fact>
      )}
      {me.phone !== null && (
        <Fact icon={PhoneIcon} label={t('patient.phone')}>
          {phoneText(me.phone)}
        </Fact>
      )}
      <Fact icon={BadgeIcon} label={t('profile.role')}>
        {t(`role.${me.role}`)}
      </Fact>
      {me.role !== 'patient' && (
        <Fact icon={LockIcon} label={t('profile.secondFactor')}>
          {t(me.has_second_factor ? 'profile.secondFactorOn' : 'profile.secondFactorOff')}
        </Fact>
      )}
    </Facts>
  );
}
