import { Link } from '@tanstack/react-router';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/lib/session/useSession';
import { PageHeader } from '@/ui/parts/PageHeader';
import classes from './AdminFrame.module.css';

/** The head of every page that runs the clinic, with the way to the others that this role may open. */
export function AdminFrame({ page, children }: { page: 'staff' | 'plan' | 'approvals' | 'devices' | 'trail' | 'keeping' | 'glass' | 'whoMay'; children: ReactNode }) {
  const { t } = useTranslation('app');
  const me = useMe();
  const tabs = useTabInSight();
  return (
    <>
      <PageHeader title={t(`admin.${page}`)} lead={t('area.signedInAs', { name: me.name })} />
      <nav ref={tabs} className={classes.tabs} aria-label={t('admin.label')}>
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

/** On a phone not all tabs have room; the one that is open is never outside of the screen. */
function useTabInSight() {
  const tabs = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const open = tabs.current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (!tabs.current || !open) return;
    tabs.current.scrollLeft = open.offsetLeft - (tabs.current.clientWidth - open.offsetWidth) / 2;
  }, []);
  return tabs;
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
