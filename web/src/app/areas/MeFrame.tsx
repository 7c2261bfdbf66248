import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Guarded } from '../Guarded';
import classes from './AdminFrame.module.css';

const ROLES = ['patient'] as const;

type MeFrameProps = {
  /** What can be shown of it when there is no network to say who is there. */
  whenAway?: ReactNode;
  children: ReactNode;
};

/** A patient's own area, with the way to its other pages. */
export function MeFrame({ whenAway, children }: MeFrameProps) {
  const { t } = useTranslation('app');
  return (
    <Guarded roles={ROLES} signIn="/me/sign-in" whenAway={whenAway}>
      <nav className={`${classes.tabs} ${classes.above}`} aria-label={t('me.label')}>
        <Link to="/me" activeOptions={{ exact: true }} className={classes.tab}>
          {t('me.visits')}
        </Link>
        <Link to="/me/family" className={classes.tab}>
          {t('me.family')}
        </Link>
      </nav>
      {children}
    </Guarded>
  );
}
