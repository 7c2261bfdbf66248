import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { DownIcon, PlaceIcon, SpeechIcon } from '@/ui/parts/icons';
import type { Choices } from './api';
import { NameField } from './NameField';
import classes from './SearchBar.module.css';
import { useDoctorSearch } from './useDoctorSearch';
import { isSpokenLanguage } from './vocabulary';

/** A shared address may ask for something nobody offers any more; it stays visible, so that it can be taken away. */
function withChosen(offered: string[], chosen: string | undefined): string[] {
  return chosen === undefined || offered.includes(chosen) ? offered : [...offered, chosen];
}

export function SearchBar({ choices }: { choices: Choices | undefined }) {
  const { t } = useTranslation('directory');
  const { language, byName } = useFormat();
  const { search, change } = useDoctorSearch();
  const cities = withChosen(choices?.cities.map((city) => city.name) ?? [], search.city);
  const languages = withChosen(choices?.languages.map((one) => one.code).filter(isSpokenLanguage) ?? [], search.language);
  return (
    <form role="search" className={classes.bar} aria-label={t('find.bar')} onSubmit={(event) => event.preventDefault()}>
      <NameField value={search.name ?? ''} onSettled={(name) => change({ name }, 'replace')} />
      <NativeSelect
        className={classes.choice}
        label={t('find.city')}
        leftSection={<PlaceIcon />}
        rightSection={<DownIcon size={18} />}
        value={search.city ?? ''}
        onChange={(event) => change({ city: event.currentTarget.value })}
        data={[{ value: '', label: t('find.anyCity') }, ...cities]}
      />
      <NativeSelect
        className={classes.choice}
        label={t('find.language')}
        leftSection={<SpeechIcon />}
        rightSection={<DownIcon size={18} />}
        value={search.language ?? ''}
        onChange={(event) => change({ language: event.currentTarget.value })}
        data={[
          { value: '', label: t('find.anyLanguage') },
          ...languages
            .map((code) => ({ value: code, label: language(code) }))
            .toSorted((one, other) => byName(one.label, other.label)),
        ]}
      />
    </form>
  );
}
