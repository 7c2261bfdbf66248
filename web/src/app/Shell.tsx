import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Header } from './Header';
import { OfflineBanner } from './OfflineBanner';
import classes from './Shell.module.css';
import { StaffPalette } from './StaffPalette';
import { UpdatePrompt } from './UpdatePrompt';

/** A new page is read from its title on; the title is not always there yet, so the main part holds the focus until then. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname ?? state.location.pathname });
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    const title = main.current?.querySelector<HTMLElement>('[data-page-title]');
    (title ?? main.current)?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

export function Shell() {
  const { t } = useTranslation('app');
  const main = useFocusOnNewPage();
  const skip = (event: MouseEvent) => {
    event.preventDefault();
    main.current?.focus();
  };
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip} onClick={skip}>
        {t('skip')}
      </a>
      <Header />
      <OfflineBanner />
      <main id="main" ref={main} tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
      <footer className={classes.footer}>
        <p>{t('footer')}</p>
      </footer>
      <StaffPalette />
      <UpdatePrompt />
    </div>
  );
}
