import { useTranslation } from 'react-i18next';
import { LANGUAGES, OWN_NAMES } from '@/lib/i18n/languages';
import { speak } from '@/lib/i18n/setup';
import classes from './Header.module.css';

/** Names the other language in itself: who needs it can read nothing else on the screen. */
export function LanguageSwitch() {
  const { i18n } = useTranslation('app');
  const other = LANGUAGES.find((language) => language !== i18n.language) ?? 'en';
  return (
    <button type="button" className={classes.language} lang={other} onClick={() => speak(other)}>
      {OWN_NAMES[other]}
    </button>
  );
}
