import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import type { Choices } from './api';
import { RadioList } from './RadioList';
import { useDoctorSearch } from './useDoctorSearch';
import { useSpeciality } from './useSpeciality';
import { isSpeciality, type Mode } from './vocabulary';

const MODES: Mode[] = ['in_person', 'video'];

/** The filters that are lists in sight; place and language stand in the bar above. */
export function Filters({ choices }: { choices: Choices }) {
  const { t } = useTranslation('directory');
  const { number, byName } = useFormat();
  const speciality = useSpeciality();
  const { search, change } = useDoctorSearch();
  const specialities = choices.specialities.filter((one) => isSpeciality(one.code)).map((one) => ({
    value: one.code,
    label: speciality(one.code),
    count: number(one.count),
  }));
  // The server sorts by code; a reader looks for a name in their own alphabet.
  specialities.sort((one, other) => byName(one.label, other.label));
  return (
    <>
      <RadioList
        legend={t('find.speciality')}
        value={search.speciality ?? ''}
        onChange={(code) => change({ speciality: code })}
        choices={[{ value: '', label: t('find.anySpeciality') }, ...specialities]}
      />
      <RadioList
        legend={t('find.mode')}
        value={search.mode ?? ''}
        onChange={(mode) => change({ mode })}
        choices={[
          { value: '', label: t('find.anyMode') },
          ...MODES.map((mode) => ({ value: mode, label: t(`mode.${mode}`) })),
        ]}
      />
    </>
  );
}
