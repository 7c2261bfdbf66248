import { NativeSelect, TextInput, type TextInputProps } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '@/features/auth';
import { CodeField } from '@/ui/parts/CodeField';
import classes from './founding.module.css';

type SetupFieldsProps = { missing: readonly string[]; refused: readonly string[] };

const HERE = 'Asia/Kolkata';

/** Three groups: what was read on the server, the clinic, and its first administrator. */
export function SetupFields({ missing, refused }: SetupFieldsProps) {
  const { t } = useTranslation('founding');
  const zones = useMemo(() => [HERE, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== HERE)], []);
  const errorAt = (name: string) => {
    if (missing.includes(name)) return t(name === 'again' ? 'differs' : 'missing');
    return refused.includes(name) ? t('refusedField') : undefined;
  };
  const field = (name: 'clinic_name' | 'line1' | 'city' | 'state' | 'pin_code' | 'phone' | 'name' | 'email', more: TextInputProps = {}) => (
    <TextInput label={t(`field.${name}`)} name={name} required withAsterisk={false} error={errorAt(name)} {...more} />
  );
  return (
    <>
      <CodeField label={t('field.code')} description={t('codeHint')} digits={false} error={errorAt('code')} />
      <fieldset className={classes.group}>
        <legend className={classes.legend}>{t('clinic')}</legend>
        {field('clinic_name', { maxLength: 120, autoComplete: 'organization' })}
        {field('line1', { maxLength: 120, autoComplete: 'address-line1' })}
        <div className={classes.pair}>
          {field('city', { maxLength: 60, autoComplete: 'address-level2' })}
          {field('pin_code', { maxLength: 10, autoComplete: 'postal-code', inputMode: 'numeric' })}
        </div>
        {field('state', { maxLength: 60, autoComplete: 'address-level1' })}
        {field('phone', { maxLength: 20, type: 'tel', autoComplete: 'tel' })}
        <NativeSelect label={t('field.time_zone')} name="time_zone" defaultValue={HERE} data={zones} />
      </fieldset>
      <fieldset className={classes.group}>
        <legend className={classes.legend}>{t('you')}</legend>
        <p className={classes.note}>{t('youNote')}</p>
        {field('name', { maxLength: 120, autoComplete: 'name' })}
        {field('email', { maxLength: 254, type: 'email', autoComplete: 'username', autoCapitalize: 'none', spellCheck: false })}
        <PasswordField label={t('field.password')} description={t('passwordHint')} isNew error={errorAt('password')} />
        <PasswordField label={t('field.again')} name="again" isNew error={errorAt('again')} />
      </fieldset>
    </>
  );
}
