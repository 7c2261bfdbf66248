import { NativeSelect } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clinicDoctorsQuery, clinicQuery, type Clinic } from '@/features/directory';
import { useMe } from '@/lib/session/useSession';
import { Answered } from '@/ui/parts/Answered';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { boardKey, resourcesQuery, straysQuery } from '../board/boardApi';
import { ClosuresPanel } from './ClosuresPanel';
import { ExceptionsPanel } from './ExceptionsPanel';
import classes from './plan.module.css';
import type { PlannedDiary } from './planApi';
import { RoomsPanel } from './RoomsPanel';
import { SheetsPanel } from './SheetsPanel';
import { StraysNote } from './StraysNote';
import { TermsPanel } from './TermsPanel';
import { WeeksPanel } from './WeeksPanel';

const PARTS = ['weeks', 'closures', 'rooms', 'sheets', 'terms'] as const;
export type PlanPart = (typeof PARTS)[number];

/** How days look: weeks, leave, closures, rooms and terms; and what must be moved because of a change. */
export function PlanPage() {
  const { t } = useTranslation('scheduling/plan');
  const me = useMe();
  const clinic = useQuery(clinicQuery(me.clinic_id ?? ''));
  return (
    <>
      <title>{t('documentTitle')}</title>
      <Answered query={clinic} loading={<RowsLoading rows={5} />}>
        {(found) => <Plan clinic={found} />}
      </Answered>
    </>
  );
}

function Plan({ clinic }: { clinic: Clinic }) {
  const { t } = useTranslation('scheduling/plan');
  const queries = useQueryClient();
  const [part, setPart] = useState<PlanPart>('weeks');
  const [chosen, setChosen] = useState<string | null>(null);
  const planWeeks = (diaryId: string) => {
    setChosen(diaryId);
    setPart('weeks');
  };
  const strays = useQuery({ ...straysQuery(clinic.id), staleTime: 0 });
  // Whatever was planned changes pages of the diary, so the board and its strays are read anew.
  const onPlanned = () => queries.invalidateQueries({ queryKey: boardKey(clinic.id) });
  return (
    <>
      <StraysNote strays={strays.data ?? []} zone={clinic.time_zone} />
      <div className={classes.parts} role="group" aria-label={t('parts')}>
        {PARTS.map((one) => (
          <button key={one} type="button" className={classes.part} aria-pressed={one === part} onClick={() => setPart(one)}>
            {t(`part.${one}`)}
          </button>
        ))}
      </div>
      {part === 'weeks' && <Weeks clinic={clinic} chosen={chosen} onChoose={setChosen} onPlanned={onPlanned} />}
      {part === 'closures' && <ClosuresPanel clinicId={clinic.id} zone={clinic.time_zone} onPlanned={onPlanned} />}
      {part === 'rooms' && <RoomsPanel clinicId={clinic.id} onPlan={planWeeks} />}
      {part === 'sheets' && <SheetsPanel clinicId={clinic.id} zone={clinic.time_zone} onPlanned={onPlanned} />}
      {part === 'terms' && <TermsPanel clinicId={clinic.id} />}
    </>
  );
}

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);

type WeeksProps = { clinic: Clinic; chosen: string | null; onChoose: (diaryId: string) => void; onPlanned: () => Promise<void> };

function Weeks({ clinic, chosen, onChoose, onPlanned }: WeeksProps) {
  const { t } = useTranslation('scheduling/plan');
  const doctors = useQuery(clinicDoctorsQuery(clinic.id));
  const rooms = useQuery(resourcesQuery(clinic.id));
  const diaries: PlannedDiary[] = [
    ...(doctors.data ?? []).toSorted(byName).map(({ id, name }) => ({ id, name, isRoom: false })),
    ...(rooms.data ?? []).toSorted(byName).map(({ id, name }) => ({ id, name, isRoom: true })),
  ];
  const diary = diaries.find(({ id }) => id === chosen) ?? diaries[0];
  if (diary === undefined) return doctors.isPending ? <RowsLoading /> : <p>{t('weeks.nobody')}</p>;
  return (
    <>
      <NativeSelect
        className={classes.whose}
        label={t('weeks.whose')}
        value={diary.id}
        onChange={(event) => onChoose(event.currentTarget.value)}
        data={diaries.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <WeeksPanel key={`weeks-${diary.id}`} diary={diary} zone={clinic.time_zone} onPlanned={onPlanned} />
      {!diary.isRoom && <ExceptionsPanel key={`exceptions-${diary.id}`} diaryId={diary.id} zone={clinic.time_zone} onPlanned={onPlanned} />}
    </>
  );
}
