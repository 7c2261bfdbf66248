import { Button, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closuresQuery } from '@/features/directory';
import { todayIn } from '@/lib/format/dates';
import { useFormat } from '@/lib/i18n/useFormat';
import { Answered } from '@/ui/parts/Answered';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { EmptyState } from '@/ui/parts/EmptyState';
import { Actions, Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { BuildingIcon } from '@/ui/parts/icons';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { isDay } from '../zones';
import classes from './plan.module.css';
import { announceClosure, withdrawClosure } from './planApi';
import { useDeed } from './useDeed';
import { usePlanRefusal } from './usePlanRefusal';

type ClosuresPanelProps = { clinicId: string; zone: string; onPlanned: () => Promise<void> };

/** Days on which nobody is in: holidays, a flood, painting the walls. */
export function ClosuresPanel({ clinicId, zone, onPlanned }: ClosuresPanelProps) {
  const { t } = useTranslation('scheduling/plan');
  const { days } = useFormat();
  const queries = useQueryClient();
  const sentence = usePlanRefusal();
  const closures = useQuery({ ...closuresQuery(clinicId), staleTime: 0 });
  const [count, setCount] = useState(0);
  const onDone = async () => {
    setCount((before) => before + 1);
    await queries.invalidateQueries({ queryKey: closuresQuery(clinicId).queryKey });
    await onPlanned();
  };
  return (
    <Panel title={t('closures.title')} note={t('closures.note')}>
      <NewClosureForm key={count} clinicId={clinicId} zone={zone} onDone={onDone} />
      <Answered query={closures} loading={<RowsLoading />}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState icon={BuildingIcon} title={t('closures.empty')} />
          ) : (
            <ul className={classes.rows}>
              {found.map((closure) => (
                <li key={closure.id} className={classes.row}>
                  <p>
                    <strong>{days(closure.from_on, closure.until_on)}</strong>
                    <span className={classes.dim}>{closure.reason}</span>
                  </p>
                  <ConfirmButton label={t('closures.withdraw')} question={t('closures.withdrawQuestion')} text={closure.reason} work={() => withdrawClosure(clinicId, closure.id)} onDone={() => void onDone()} sentenceOf={sentence} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Panel>
  );
}

function NewClosureForm({ clinicId, zone, onDone }: { clinicId: string; zone: string; onDone: () => Promise<void> }) {
  const { t } = useTranslation('scheduling/plan');
  const sentence = usePlanRefusal();
  const [today] = useState(() => todayIn(zone, new Date()));
  const [isMissing, setIsMissing] = useState(false);
  const { busy, error, run } = useDeed();
  const submit = async (said: (name: string) => string) => {
    const [from, reason] = [said('from_on'), said('reason').trim()];
    const missing = !isDay(from) || reason === '';
    setIsMissing(missing);
    const wish = { from_on: from, until_on: isDay(said('until_on')) ? said('until_on') : from, reason };
    if (!missing && (await run(() => announceClosure(clinicId, wish)))) await onDone();
  };
  return (
    <Form onSubmit={(said) => void submit(said)} label={t('closures.add')}>
      <div className={classes.line}>
        <TextInput label={t('exceptions.from')} name="from_on" type="date" min={today} required withAsterisk={false} />
        <TextInput label={t('exceptions.until')} name="until_on" type="date" min={today} />
        <TextInput label={t('closures.reason')} name="reason" maxLength={120} autoComplete="off" required withAsterisk={false} />
      </div>
      {isMissing && <FormNote state="bad">{t('refusal.required')}</FormNote>}
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
      <Actions>
        <Button type="submit" size="sm" loading={busy}>
          {t('closures.add')}
        </Button>
      </Actions>
    </Form>
  );
}
