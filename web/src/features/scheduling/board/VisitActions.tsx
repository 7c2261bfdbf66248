import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { Actions } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { cancelVisit, STEPS, type Scope, type Step } from './boardApi';
import { isMovable, type Visit, type VisitState } from './model';
import { ScopeChoice } from './series/ScopeChoice';
import { useDiaryRefusal } from './useDiaryRefusal';
import { useNow } from './useNow';
import { useTimes } from './useTimes';

/** What can follow on each state, the usual step first. */
export const NEXT: Record<VisitState, readonly Step[]> = {
  requested: ['confirmation'],
  confirmed: ['arrival', 'noShow'],
  arrived: ['start', 'completion', 'noShow'],
  in_consultation: ['completion'],
  completed: [],
  cancelled: [],
  no_show: ['arrival'],
  expired: [],
};

/** Before a visit was to begin nobody can know that its patient will not come. */
export const stepsOf = (visit: Visit, now: number): Step[] =>
  NEXT[visit.state].filter((step) => step !== 'noShow' || Date.parse(visit.starts_at) <= now);

/** One press and it is done; who pressed wrongly reads why it was not. */
export function useStep(visitId: string, onChanged: () => Promise<void>) {
  const [busy, setBusy] = useState<Step | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const take = async (step: Step) => {
    setBusy(step);
    setError(null);
    try {
      await STEPS[step](visitId);
    } catch (fault) {
      setError(fault instanceof Error ? fault : new Error(String(fault)));
    }
    await onChanged().catch(() => undefined);
    setBusy(null);
  };
  return { busy, error, take };
}

type VisitActionsProps = { visit: Visit; following: number; zone: string; onChanged: () => Promise<void>; onMove: () => void; onClose: () => void };

export function VisitActions({ visit, following, zone, onChanged, onMove, onClose }: VisitActionsProps) {
  const { t } = useTranslation('scheduling/board');
  const sentence = useDiaryRefusal();
  const { busy, error, take } = useStep(visit.id, onChanged);
  const steps = stepsOf(visit, useNow(20_000));
  const canCancel = isMovable(visit) || visit.state === 'arrived';
  if (steps.length === 0 && !canCancel) return null;
  return (
    <>
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
      <Actions>
        {steps.map((step, place) => (
          <Button key={step} size="sm" variant={place === 0 ? 'filled' : 'default'} loading={busy === step} disabled={busy !== null} onClick={() => void take(step)}>
            {t(visit.state === 'no_show' && step === 'arrival' ? 'step.afterAll' : `step.${step}`)}
          </Button>
        ))}
        {isMovable(visit) && (
          <Button size="sm" variant="default" onClick={onMove}>
            {t('move.open')}
          </Button>
        )}
        {canCancel && <CancelButton visit={visit} following={following} zone={zone} onChanged={onChanged} onClose={onClose} />}
      </Actions>
    </>
  );
}

function CancelButton({ visit, following, zone, onChanged, onClose }: Omit<VisitActionsProps, 'onMove'>) {
  const { t } = useTranslation('scheduling/board');
  const sentence = useDiaryRefusal();
  const times = useTimes(zone);
  const [scope, setScope] = useState<Scope>('this');
  return (
    <ConfirmButton
      label={t('cancel.do')}
      question={t('cancel.question', { name: visit.patient?.name ?? t('noName'), time: times.full(Date.parse(visit.starts_at)) })}
      text={
        <>
          <p>{t(scope === 'this' ? 'cancel.text' : 'cancel.textAll')}</p>
          <ScopeChoice legend={t('series.cancel')} following={following} value={scope} onChange={setScope} />
        </>
      }
      reason={{ label: t('cancel.reason'), required: true }}
      work={(reason) => cancelVisit(visit.id, reason, following === 0 ? 'this' : scope)}
      onDone={() => {
        onClose();
        void onChanged();
      }}
      sentenceOf={sentence}
    />
  );
}
