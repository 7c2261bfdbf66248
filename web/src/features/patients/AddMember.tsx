import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLanguage } from '@/lib/i18n/languages';
import { Actions, Form } from '@/ui/parts/Form';
import { AlikeChoice } from './AlikeChoice';
import { alikeIn, familyQuery, registerOwn, type OwnPatient, type Patient } from './api';
import { BirthField, readBirth } from './BirthField';
import { ClinicField } from './ClinicField';
import { RegistrationNote } from './RegistrationNote';

const RELATIONS = ['self', 'spouse', 'child', 'parent', 'sibling', 'grandparent', 'grandchild', 'other'] as const;
const SEXES = ['female', 'male', 'other', 'not_stated'] as const;

type AddMemberProps = {
  /** In which clinic; without one it is asked. */
  clinicId?: string | undefined;
  isFirst: boolean;
  onDone: (patientId: string) => void;
  onCancel?: (() => void) | undefined;
};

/** Registers oneself or somebody of the family, under the phone that one has signed in with. */
export function AddMember({ clinicId, isFirst, onDone, onCancel }: AddMemberProps) {
  const { t, i18n } = useTranslation('patients');
  const { wish, busy, error, register } = useRegistration(onDone);
  const [sexMissing, setSexMissing] = useState(false);
  const alike = alikeIn(error);
  if (wish !== null && alike.length > 0) {
    return (
      <AlikeChoice alike={alike} busy={busy} onChoose={onDone} onGoOn={() => register({ ...wish, although_alike: true })} />
    );
  }
  const submit = (said: (name: string) => string) => {
    const sex = SEXES.find((one) => one === said('sex'));
    setSexMissing(sex === undefined);
    if (sex === undefined) return;
    const language = isLanguage(i18n.language) ? i18n.language : 'en';
    register({ ...whoIn(said), clinic_id: clinicId ?? said('clinic'), sex, language, although_alike: false });
  };
  return (
    <Form onSubmit={submit} label={t(isFirst ? 'add.first' : 'add.title')}>
      <MemberFields clinicId={clinicId} isFirst={isFirst} sexMissing={sexMissing} />
      <RegistrationNote error={error} />
      <Actions>
        <Button type="submit" loading={busy}>
          {t('add.submit')}
        </Button>
        {onCancel !== undefined && (
          <Button variant="default" onClick={onCancel}>
            {t('add.cancel')}
          </Button>
        )}
      </Actions>
    </Form>
  );
}

const whoIn = (said: (name: string) => string) => ({
  name: said('name').trim(),
  birth: readBirth(said),
  relation: RELATIONS.find((one) => one === said('relation')) ?? 'other',
});

type MemberFieldsProps = Pick<AddMemberProps, 'clinicId' | 'isFirst'> & { sexMissing: boolean };

function MemberFields({ clinicId, isFirst, sexMissing }: MemberFieldsProps) {
  const { t } = useTranslation('patients');
  return (
    <>
      {clinicId === undefined && <ClinicField />}
      <TextInput label={t('add.name')} name="name" maxLength={120} autoComplete={isFirst ? 'name' : 'off'} required withAsterisk={false} />
      <NativeSelect
        label={t('add.relation')}
        name="relation"
        defaultValue={isFirst ? 'self' : 'child'}
        data={RELATIONS.map((value) => ({ value, label: t(`relation.${value}`) }))}
      />
      <BirthField />
      <NativeSelect
        label={t('add.sex')}
        name="sex"
        defaultValue=""
        error={sexMissing && t('field.sex')}
        data={[{ value: '', label: t('add.choose') }, ...SEXES.map((value) => ({ value, label: t(`sex.${value}`) }))]}
      />
    </>
  );
}

function useRegistration(onDone: (patientId: string) => void) {
  const queries = useQueryClient();
  const [wish, setWish] = useState<OwnPatient | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const take = async (made: Patient) => {
    await queries.invalidateQueries({ queryKey: familyQuery.queryKey });
    onDone(made.id);
  };
  const register = (said: OwnPatient) => {
    setWish(said);
    setBusy(true);
    registerOwn(said)
      .then(take)
      .catch((fault: unknown) => setError(fault instanceof Error ? fault : new Error(String(fault))))
      .finally(() => setBusy(false));
  };
  return { wish, busy, error, register };
}
