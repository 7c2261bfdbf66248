import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '@/features/auth';
import { Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { Panel } from '@/ui/parts/Panel';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';
import classes from './audit.module.css';
import { placeHold, RECORD_TYPES, type NewHold } from './keeping';

const SHORTEST_REASON = 15;
const A_PATIENT = /^pa_[0-9a-z]{20}$/;

type Missing = { reason: boolean; patient: boolean };

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
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
        error={isWrong && t('keeping.patientWrong')}
      />
    </div>
  );
}

function usePlacing() {
  const queries = useQueryClient();
  const { busy, error, run } = useAttempt();
  const [placed, setPlaced] = useState(0);
  const [missing, setMissing] = useState<Missing>({ reason: false, patient: false });
  const submit = (said: (name: string) => string) => {
    const patient = said('patient').trim();
    const type = RECORD_TYPES.find((one) => one === said('type'));
    const reason = said('reason').trim();
    const faults = { reason: reason.length < SHORTEST_REASON, patient: patient !== '' && !A_PATIENT.test(patient) };
    setMissing(faults);
    if (faults.reason || faults.patient) return;
    const wish: NewHold = { reason, ...(patient !== '' && { patient_id: patient }), ...(type !== undefined && { record_type: type }) };
    void run(
      () => placeHold(wish),
      () => {
        setPlaced(placed + 1);
        void queries.invalidateQueries({ queryKey: ['audit', 'holds'] });
      },
    );
  };
  return { busy, error, placed, missing, submit };
}
