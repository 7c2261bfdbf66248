import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/lib/session/useSession';
import { EmptyState } from '@/ui/parts/EmptyState';
import { PersonIcon } from '@/ui/parts/icons';
import { PageList } from '@/ui/parts/PageList';
import { Panel } from '@/ui/parts/Panel';
import { InvitePanel } from './InvitePanel';
import { staffQuery } from './staff';
import { StaffRow } from './StaffRow';

/** Who works in the clinic; an administrator changes it, a manager reads it. */
export function StaffPage() {
  const { t } = useTranslation('auth');
  const me = useMe();
  const clinicId = me.clinic_id ?? '';
  const staff = useInfiniteQuery(staffQuery(clinicId));
  return (
    <>
      <title>{t('staff.documentTitle')}</title>
      {me.role === 'admin' && <InvitePanel clinicId={clinicId} />}
      <Panel title={t('staff.title')} note={t('staff.note')}>
        <PageList
          query={staff}
          more={t('staff.more')}
          empty={<EmptyState icon={PersonIcon} title={t('staff.empty')} />}
        >
          {(account) => <StaffRow key={account.id} account={account} />}
        </PageList>
      </Panel>
    </>
  );
}
