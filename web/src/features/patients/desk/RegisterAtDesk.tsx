import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLanguage } from '@/lib/i18n/languages';
import { Actions, Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { PersonChip } from '@/ui/parts/PersonChip';
import { alikeIn, type Alike } from '../api';
import { readBirth } from '../BirthField';
import { RegistrationNote } from '../RegistrationNote';
import { readTyped, registerAtDesk, type ChosenPatient, type Registration } from './deskApi';
import classes from './desk.module.css';
import { usePatientNote } from './usePatientNote';

const SEXES = ['female', 'male', 'other', 'not_stated'] as const;

type RegisterAtDeskProps = { clinicId: string; typed: string; onDone: (patient: ChosenPatient) => void; onCancel: () => void };

/** Four answers and nothing else: the rest of the record is filled in when there is time. */
export function RegisterAtDesk({ clinicId, typed, onDone, onCancel }: RegisterAtDeskProps) {
  const { t, i18n } = useTranslation('patients/desk');
  const [sexMissing, setSexMissing] = useState(false);
  const { wish, busy, error, register } = useRegistering(clinicId, onDone);
  const alike = alikeIn(error);
  const submit = (said: (name: string) => string) => {
    const sex = SEXES.find((one) => one === said('sex'));
    setSexMissing(sex === undefined);
    if (sex === undefined) return;
    const phone = said('phone').trim();
    register({
      name: said('name').trim(),
      phone: phone === '' ? null : phone,
      sex,
      birth: readBirth(said),
      relation: 'self',
      language: isLanguage(i18n.language) ? i18n.language : 'en',
      although_alike: false,
    });
  };
  return (
    <>
      <div hidden={alike.length > 0}>
        <Form onSubmit={submit} label={t('register.title')}>
          <h3 className={classes.heading}>{t('register.title')}</h3>
          <NameAndPhone typed={typed} />
          <AgeAndSex sexMissing={sexMissing} />
          {alike.length === 0 && <RegistrationNote error={error} />}
          <RegisterActions busy={busy} onCancel={onCancel} />
        </Form>
      </div>
      {wish !== null && alike.length > 0 && (
        <KnownAlready alike={alike} busy={busy} onChoose={onDone} onGoOn={() => register({ ...wish, although_alike: true })} />
      )}
    </>
  );
}

function RegisterActions({ busy, onCancel }: { busy: boolean; onCancel: () => void }) {
  const { t } = useTranslation('patients/desk');
  return (
    <Actions>
      <Button type="submit" loading={busy}>
        {t('register.submit')}
      </Button>
      <Button variant="default" onClick={onCancel}>
        {t('register.cancel')}
      </Button>
    </Actions>
  );
}

/** What was sought is filled in already, and the field that is still empty is written in first. */
function NameAndPhone({ typed }: { typed: string }) {
  const { t } = useTranslation('patients/desk');
  const { name, phone } = readTyped(typed);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <>
      <TextInput ref={name === '' ? first : null} label={t('register.name')} name="name" defaultValue={name} maxLength={120} autoComplete="off" required withAsterisk={false} />
      <TextInput ref={name === '' ? null : first} label={t('register.phone')} name="phone" type="tel" inputMode="tel" defaultValue={phone} maxLength={40} autoComplete="off" />
    </>
  );
}

function AgeAndSex({ sexMissing }: { sexMissing: boolean }) {
  const { t } = useTranslation('patients/desk');
  const [knowsDay, setKnowsDay] = useState(false);
  return (
    <div className={classes.pair}>
      <div>
        {knowsDay ? (
          <TextInput key="day" label={t('register.bornOn')} name="born_on" type="date" min="1900-01-01" required withAsterisk={false} />
        ) : (
          <TextInput key="age" label={t('register.age')} name="age" inputMode="numeric" maxLength={3} autoComplete="off" required withAsterisk={false} />
        )}
        <Button variant="subtle" size="compact-sm" onClick={() => setKnowsDay(!knowsDay)}>
          {t(knowsDay ? 'register.ageInstead' : 'register.dayInstead')}
        </Button>
      </div>
      <NativeSelect
        label={t('register.sex')}
        name="sex"
        defaultValue=""
        error={sexMissing && t('register.sexMissing')}
        data={[{ value: '', label: t('register.choose') }, ...SEXES.map((value) => ({ value, label: t(`sex.${value}`) }))]}
      />
    </div>
  );
}

type KnownAlreadyProps = { alike: Alike[]; busy: boolean; onChoose: (patient: ChosenPatient) => void; onGoOn: () => void };

/** The clinic seems to know them: choosing the record keeps one history, a second record would part it. */
function KnownAlready({ alike, busy, onChoose, onGoOn }: KnownAlreadyProps) {
  const { t } = useTranslation('patients/desk');
  const note = usePatientNote();
  return (
    <div className={classes.alikes}>
      <FormNote state="warn">{t('alike.text')}</FormNote>
      <ul>
        {alike.map((one) => (
          <li key={one.id} className={classes.alike}>
            <PersonChip name={one.name} note={[note(one), one.masked_phone].filter(Boolean).join(' · ')} />
            <Button size="sm" onClick={() => onChoose({ ...one, phone: null })}>
              {t('alike.choose')}
            </Button>
          </li>
        ))}
      </ul>
      <Button variant="default" loading={busy} onClick={onGoOn}>
        {t('alike.goOn')}
      </Button>
    </div>
  );
}

function useRegistering(clinicId: string, onDone: (patient: ChosenPatient) => void) {
  const [wish, setWish] = useState<Registration | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const register = (said: Registration) => {
    setWish(said);
    setBusy(true);
    registerAtDesk(clinicId, said)
      .then(onDone)
      .catch((fault: unknown) => setError(fault instanceof Error ? fault : new Error(String(fault))))
      .finally(() => setBusy(false));
  };
  return { wish, busy, error, register };
}
