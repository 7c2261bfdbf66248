import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './Header.module.css';
import { LanguageSwitch } from './LanguageSwitch';
import { PersonMenu } from './PersonMenu';
import { ThemeSwitch } from './ThemeSwitch';

export function Header() {
  const { t } = useTranslation('app');
  return (
    <header className={classes.header}>
      <div className={classes.inner}>
        <Link to="/" className={classes.brand}>
          <img src="/icons/mark.svg" alt="" width="32" height="32" />
          {t('name')}
        </Link>
        <div className={classes.switches}>
          <LanguageSwitch />
          <ThemeSwitch />
          <PersonMenu />
        </div>
      </div>
    </header>
  );
}
