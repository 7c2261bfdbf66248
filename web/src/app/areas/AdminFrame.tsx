import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/lib/session/useSession';
import { PageHeader } from '@/ui/parts/PageHeader';
import classes from './AdminFrame.module.css';

/** The head of every page that runs the clinic, with the way to the others that this role may open. */
export function AdminFrame({ page, children }: { page: 'staff' | 'plan' | 'approvals' | 'devices' | 'trail' | 'keeping' | 'glass' | 'whoMay'; children: ReactNode }) {
  const { t } = useTranslation('app');
  const me = useMe();
  return (
    <>
      <PageHeader title={t(`admin.${page}`)} lead={t('area.signedInAs', { name: me.name })} />
      <nav className={classes.tabs} aria-label={t('admin.label')}>
        <Link to="/admin" activeOptions={{ exact: true }} className={classes.tab}>
          {t('admin.staff')}
        </Link>
        <Link to="/admin/plan" className={classes.tab}>
          {t('admin.plan')}
        </Link>
        <Link to="/admin/approvals" className={classes.tab}>
          {t('admin.approvals')}
        </Link>
        {me.role === 'admin' && <AdminsTabs />}
        <Link to="/admin/opened-in-need" className={classes.tab}>
          {t('admin.glass')}
        </Link>
        <Link to="/admin/who-may" className={classes.tab}>
          {t('admin.whoMay')}
        </Link>
      </nav>
      <div className={classes.page}>{children}</div>
    </>
  );
}

/** What a manager does not see. */
function AdminsTabs() {
  const { t } = useTranslation('app');
  return (
    <>
      <Link to="/admin/devices" className={classes.tab}>
        {t('admin.devices')}
      </Link>
      <Link to="/admin/trail" className={classes.tab}>
        {t('admin.trail')}
      </Link>
      <Link to="/admin/keeping" className={classes.tab}>
        {t('admin.keeping')}
      </Link>
    </>
  );
}
