import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneText } from '@/lib/format/phone';
import { PatientFinder, patientQuery, usePatientNote, type ChosenPatient } from '@/features/patients';
import { PersonChip } from '@/ui/parts/PersonChip';
import classes from './side.module.css';
import { BookForm } from './BookForm';
import { SidePanel } from './SidePanel';
import type { Ground, Start } from './useWish';

type BookPanelProps = {
  ground: Ground;
  start: Start;
  patientId?: string | undefined;
  onDone: (visitId: string, date: string) => void;
  onClose: () => void;
};

/** First who comes, then for what; the time was pressed on the board, or is the next one that is free. */
export function BookPanel({ ground, start, patientId, onDone, onClose }: BookPanelProps) {
  const { t } = useTranslation('scheduling/board');
  const [chosen, setChosen] = useState<ChosenPatient | null>(null);
  const [isOther, setIsOther] = useState(false);
  const known = useQuery({ ...patientQuery(patientId ?? ''), enabled: patientId !== undefined });
  const patient = chosen ?? (isOther ? null : (known.data ?? null));
  const forget = () => {
    setChosen(null);
    setIsOther(true);
  };
  return (
    <SidePanel title={t('book.title')} onClose={onClose}>
      {patient === null ? <PatientFinder clinicId={ground.clinicId} onChoose={setChosen} /> : <Chosen patient={patient} onForget={forget} />}
      <BookForm ground={ground} start={start} patient={patient} onDone={onDone} />
    </SidePanel>
  );
}

function Chosen({ patient, onForget }: { patient: ChosenPatient; onForget: () => void }) {
  const { t } = useTranslation('scheduling/board');
  const note = usePatientNote();
  return (
    <div className={classes.chosen}>
      <PersonChip name={patient.name} note={[note(patient), patient.phone === null ? '' : phoneText(patient.phone)].filter(Boolean).join(' · ')} />
      <Button size="compact-sm" variant="subtle" onClick={onForget}>
        {t('book.other')}
      </Button>
    </div>
  );
}
