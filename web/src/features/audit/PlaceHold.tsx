import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '@/features/auth';
import { foundQuery } from '@/features/patients';
import { useMe } from '@/lib/session/useSession';
import { Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { Panel } from '@/ui/parts/Panel';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';
import classes from './audit.module.css';
import { placeHold, RECORD_TYPES } from './keeping';

const SHORTEST_REASON = 15;

type Missing = { reason: boolean; patient: boolean };
type Wish = { reason: string; mrn: string; type: (typeof RECORD_TYPES)[number] | undefined };

/** Everything, one class, one patient, or one class of one patient. */
export function PlaceHold() {
  const { t } = useTranslation('audit');
  const { busy, error, placed, missing, submit } = usePlacing();
  const sentence = useRefusalSentence();
  return (
    <Panel title={t('keeping.place')} note={t('keeping.placeNote')}>
      {/* Once a hold is placed the form begins anew, empty. */}
      <Form key={placed} onSubmit={submit} label={t('keeping.place')}>
        <What isWrong={missing.patient} />
        <Textarea
          size="md"
          label={t('keeping.reason')}
          name="reason"
          rows={2}
          maxLength={500}
          required
          withAsterisk={false}
          error={missing.reason && t('keeping.reasonShort')}
        />
        {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
        {placed > 0 && error === null && <FormNote state="good">{t('keeping.done')}</FormNote>}
        <div>
          <Button type="submit" loading={busy}>
            {t('keeping.submit')}
          </Button>
        </div>
      </Form>
    </Panel>
  );
}

function What({ isWrong }: { isWrong: boolean }) {
  const { t } = useTranslation('audit');
  const types = [
    { value: '', label: t('keeping.covers.all') },
    ...RECORD_TYPES.map((value) => ({ value, label: t(`recordType.${value}`) })),
  ];
  return (
    <div className={classes.filters}>
      <NativeSelect label={t('keeping.type')} name="type" data={types} />
      <TextInput
        label={t('keeping.patient')}
        description={t('keeping.patientNote')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        name="patient"
        maxLength={20}
        autoComplete="off"
        spellCheck={false}
        error={isWrong && t('keeping.patientWrong')}
      />
    </div>
  );
}

function usePlacing() {
  const queries = useQueryClient();
  const idOf = usePatientId();
  const { busy, error, run } = useAttempt();
  const [placed, setPlaced] = useState(0);
  const [missing, setMissing] = useState<Missing>({ reason: false, patient: false });
  const place = async ({ reason, mrn, type }: Wish): Promise<boolean> => {
    const patientId = mrn === '' ? undefined : await idOf(mrn);
    if (mrn !== '' && patientId === undefined) return false;
    await placeHold({ reason, ...(patientId !== undefined && { patient_id: patientId }), ...(type !== undefined && { record_type: type }) });
    return true;
  };
  const submit = (said: (name: string) => string) => {
    const type = RECORD_TYPES.find((one) => one === said('type'));
    const wish = { reason: said('reason').trim(), mrn: said('patient').trim(), type };
    const isShort = wish.reason.length < SHORTEST_REASON;
    setMissing({ reason: isShort, patient: false });
    if (isShort) return;
    void run(
      () => place(wish),
      (isPlaced) => {
        setMissing({ reason: false, patient: !isPlaced });
        if (!isPlaced) return;
        setPlaced(placed + 1);
        void queries.invalidateQueries({ queryKey: ['audit', 'holds'] });
      },
    );
  };
  return { busy, error, placed, missing, submit };
}

/** Whose record number this is, for whoever has it on paper; nobody's where no record has it. */
function usePatientId() {
  const queries = useQueryClient();
  const me = useMe();
  return async (mrn: string): Promise<string | undefined> => {
    const found = await queries.fetchQuery(foundQuery(me.clinic_id ?? '', mrn));
    return found.items.find((one) => one.mrn.toLowerCase() === mrn.toLowerCase())?.id;
  };
}
