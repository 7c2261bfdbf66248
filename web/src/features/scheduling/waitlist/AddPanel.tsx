import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PatientFinder, usePatientNote, type ChosenPatient } from '@/features/patients';
import { addDays, dayIn } from '@/lib/format/times';
import { phoneText } from '@/lib/format/phone';
import { Actions, Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { PersonChip } from '@/ui/parts/PersonChip';
import side from '../board/side.module.css';
import { SidePanel } from '../board/SidePanel';
import { useAct } from '../queue/useAct';
import { joinWaitlist } from '../wait/waitApi';
import { WindowFields } from '../wait/WindowFields';
import { faultOf, suitingOf, windowsFrom } from '../wait/windows';
import { useWaitlistRefusal } from './useWaitlistRefusal';
import { URGENCIES } from './waitlistApi';
import type { Ground } from './WaitlistPage';

type AddPanelProps = { ground: Ground; onDone: () => void; onClose: () => void };

/** First who waits, then for what and when. */
export function AddPanel({ ground, onDone, onClose }: AddPanelProps) {
  const { t } = useTranslation('scheduling/waitlist');
  const note = usePatientNote();
  const [patient, setPatient] = useState<ChosenPatient | null>(null);
  return (
    <SidePanel title={t('add.title')} onClose={onClose}>
      {patient === null ? (
        <PatientFinder clinicId={ground.clinic.id} onChoose={setPatient} />
      ) : (
        <div className={side.chosen}>
          <PersonChip name={patient.name} note={[note(patient), patient.phone === null ? '' : phoneText(patient.phone)].filter(Boolean).join(' · ')} />
          <Button size="compact-sm" variant="subtle" onClick={() => setPatient(null)}>
            {t('add.other')}
          </Button>
        </div>
      )}
      <AddForm ground={ground} patient={patient} onDone={onDone} />
    </SidePanel>
  );
}

const USUAL_DAYS = 13;
const rest = () => Promise.resolve();

function AddForm({ ground, patient, onDone }: { ground: Ground; patient: ChosenPatient | null; onDone: () => void }) {
  const { t } = useTranslation('scheduling/waitlist');
  const sentence = useWaitlistRefusal();
  const { busy, error, act } = useAct(rest);
  const [today] = useState(() => dayIn(new Date().toISOString(), ground.clinic.time_zone));
  const [windows, setWindows] = useState(() => windowsFrom(today, addDays(today, USUAL_DAYS)));
  const [said, setSaid] = useState('');
  const offered = ground.services.filter((service) => service.practitioner_ids.length > 0);
  const service = offered.find(({ id }) => id === said) ?? offered[0];
  const fault = faultOf(windows, today);
  const submit = (field: (name: string) => string) => {
    if (patient === null || service === undefined || fault !== null) return;
    const urgency = URGENCIES.find((one) => one === field('urgency')) ?? 'routine';
    const wish = { patient_id: patient.id, service_id: service.id, practitioner_id: field('doctor') || null, suiting: suitingOf(windows), urgency };
    void act('add', () => joinWaitlist(wish).then(onDone));
  };
  return (
    <Form onSubmit={submit} label={t('add.title')}>
      <NativeSelect label={t('add.service')} value={service?.id ?? ''} onChange={(event) => setSaid(event.currentTarget.value)} data={offered.map(({ id, name }) => ({ value: id, label: name }))} />
      <NativeSelect
        key={service?.id}
        label={t('add.doctor')}
        name="doctor"
        data={[{ value: '', label: t('anyDoctor') }, ...ground.doctors.filter(({ id }) => service?.practitioner_ids.includes(id)).map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <WindowFields value={windows} onChange={setWindows} today={today} fault={fault} />
      <NativeSelect label={t('add.urgency')} name="urgency" data={URGENCIES.map((value) => ({ value, label: t(`urgency.${value}`) }))} />
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
      <Actions>
        <Button type="submit" loading={busy !== null} disabled={patient === null || fault !== null}>
          {t('add.do')}
        </Button>
        {patient === null && <p className={side.dim}>{t('add.first')}</p>}
      </Actions>
    </Form>
  );
}
