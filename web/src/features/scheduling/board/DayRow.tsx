import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FormNote } from '@/ui/parts/FormNote';
import { PersonChip } from '@/ui/parts/PersonChip';
import classes from './doctorDay.module.css';
import type { Visit } from './model';
import { MARKS, useLookWord } from './useCardWords';
import { useDiaryRefusal } from './useDiaryRefusal';
import { useNow } from './useNow';
import { useTimes } from './useTimes';
import { stepsOf, useStep } from './VisitActions';

type DayRowProps = { visit: Visit; zone: string; service: string; onChanged: () => Promise<void> };

/** One visit of the doctor's day with its next steps; the usual one is the strong button. */
export function DayRow({ visit, zone, service, onChanged }: DayRowProps) {
  const { t } = useTranslation('scheduling/board');
  const sentence = useDiaryRefusal();
  const word = useLookWord();
  const times = useTimes(zone);
  const { busy, error, take } = useStep(visit.id, onChanged);
  const steps = stepsOf(visit, useNow(20_000));
  const Mark = MARKS[visit.state];
  const name = visit.patient?.name ?? t('noName');
  return (
    <li className={classes.row} data-look={visit.state}>
      <p className={classes.at}>{times.span(Date.parse(visit.starts_at), Date.parse(visit.ends_at))}</p>
      <div className={classes.who}>
        <PersonChip name={name} note={[service, visit.reason ?? ''].filter(Boolean).join(' · ')} />
      </div>
      <p className={classes.state}>
        {Mark !== undefined && <Mark size={18} />}
        {word(visit.state)}
      </p>
      <div className={classes.acts}>
        {steps.map((step, place) => (
          <Button key={step} size="sm" variant={place === 0 && visit.state !== 'confirmed' ? 'filled' : 'default'} loading={busy === step} disabled={busy !== null} onClick={() => void take(step)}>
            {t(visit.state === 'no_show' && step === 'arrival' ? 'step.afterAll' : `step.${step}`)}
          </Button>
        ))}
      </div>
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
    </li>
  );
}
