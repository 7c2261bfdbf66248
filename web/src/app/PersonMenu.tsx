import { Link, useRouter } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { HOME_OF } from '@/features/auth/roles';
import { signOut, type Account } from '@/lib/session/session';
import { useSession } from '@/lib/session/useSession';
import { DownIcon, PersonIcon } from '@/ui/parts/icons';
import { Initials } from '@/ui/parts/Initials';
import classes from './PersonMenu.module.css';

const MENU = 'person-menu';

/** Who is signed in and what they can do about it, or the way in. */
export function PersonMenu() {
  const { t } = useTranslation('app');
  const session = useSession();
  if (session.state === 'signedIn') return <Menu account={session.account} />;
  if (session.state !== 'signedOut') return null;
  return (
    <Link to="/me/sign-in" className={classes.signIn}>
      <PersonIcon />
      <span className={classes.word}>{t('person.signIn')}</span>
    </Link>
  );
}

/** A patient has no name of their own here: one telephone may serve a whole family. */
const nameOf = (account: Account): string => account.name || account.phone || account.email;

function Menu({ account }: { account: Account }) {
  const { t } = useTranslation('app');
  const router = useRouter();
  const menu = useRef<HTMLElement>(null);
  const name = nameOf(account);
  const close = () => menu.current?.hidePopover?.();
  const leave = async () => {
    close();
    // The page is left before its person is, so that it does not ask who is there.
    await router.navigate({ to: '/' });
    await signOut();
  };
  return (
    <>
      <button type="button" className={classes.chip} popoverTarget={MENU}>
        {/* Written and not a label: the initials that the eye reads would have to stand in one. */}
        <span className={classes.spoken}>{t('person.menu', { name })}</span>
        {account.name === '' ? <PersonIcon /> : <Initials name={name} size="sm" />}
        <DownIcon size={16} />
      </button>
      <nav ref={menu} id={MENU} popover="auto" className={classes.menu} aria-label={t('person.label')}>
        <p className={classes.name}>{name}</p>
        <p className={classes.role}>{t(`role.${account.role}`)}</p>
        <Link to={HOME_OF[account.role]} className={classes.item} onClick={close}>
          {t('person.home')}
        </Link>
        {account.role !== 'patient' && (
          <Link to="/approvals" className={classes.item} onClick={close}>
            {t('person.asked')}
          </Link>
        )}
        <Link to="/profile" className={classes.item} onClick={close}>
          {t('person.profile')}
        </Link>
        <button type="button" className={classes.item} onClick={leave}>
          {t('person.signOut')}
        </button>
      </nav>
    </>
  );
}
