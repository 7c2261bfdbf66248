import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { todayIn } from '@/lib/format/dates';
import { useFormat } from '@/lib/i18n/useFormat';
import { Actions, Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { isDay } from '../zones';
import classes from './plan.module.css';
import { addTemplate, changeTemplate, type PlannedDiary, type Template } from './planApi';
import { useDeed } from './useDeed';
import { usePlanRefusal } from './usePlanRefusal';
import { useWeekdays } from './useWeekdays';
import { added, draftOf, faultsIn, hoursIn, spread, WEEKDAYS, windowsOf, type Draft, type Fault } from './week';
import { WindowRow } from './WindowRow';

type TemplateEditorProps = { diary: PlannedDiary; zone: string; template: Template | null; onDone: () => Promise<void>; onCancel: () => void };

/** A week as it is written: each day with as many stretches as it has. */
export function TemplateEditor({ diary, zone, template, onDone, onCancel }: TemplateEditorProps) {
  const { t } = useTranslation('scheduling/plan');
  const sentence = usePlanRefusal();
  const [drafts, setDrafts] = useState<Draft[]>(() => draftOf(template));
  const [tried, setTried] = useState(false);
  const { busy, error, run } = useDeed();
  const faults = faultsIn(drafts);
  const submit = async (said: (name: string) => string) => {
    setTried(true);
    if (faults.size > 0 || drafts.length === 0) return;
    const until = said('valid_until');
    const wish = { windows: windowsOf(drafts), valid_from: said('valid_from'), valid_until: isDay(until) ? until : null };
    if (await run(() => (template === null ? addTemplate(diary, wish) : changeTemplate(template, wish)))) await onDone();
  };
  return (
    <Form onSubmit={(said) => void submit(said)} label={t('editor.label')}>
      <Validity template={template} zone={zone} hours={hoursIn(drafts)} />
      <div className={classes.days}>
        {WEEKDAYS.map((day) => (
          <DayRows key={day} day={day} drafts={drafts} faults={faults} onChange={setDrafts} />
        ))}
      </div>
      {tried && drafts.length === 0 && <FormNote state="bad">{t('editor.none')}</FormNote>}
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
      <Actions>
        <Button type="submit" loading={busy}>
          {t('save')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </Actions>
    </Form>
  );
}

function Validity({ template, zone, hours }: { template: Template | null; zone: string; hours: number }) {
  const { t } = useTranslation('scheduling/plan');
  const { number } = useFormat();
  const [today] = useState(() => todayIn(zone, new Date()));
  return (
    <div className={classes.validity}>
      <TextInput label={t('editor.from')} name="valid_from" type="date" defaultValue={template?.valid_from ?? today} required withAsterisk={false} />
      <TextInput label={t('editor.until')} name="valid_until" type="date" defaultValue={template?.valid_until ?? ''} />
      <p className={classes.total}>{t('editor.total', { hours: number(hours, hours % 1 === 0 ? 0 : 1) })}</p>
    </div>
  );
}

type DayRowsProps = { day: number; drafts: Draft[]; faults: Map<string, Fault>; onChange: (drafts: Draft[]) => void };

function DayRows({ day, drafts, faults, onChange }: DayRowsProps) {
  const { t } = useTranslation('scheduling/plan');
  const weekdays = useWeekdays();
  // In the order in which they were written: rows must not jump while a time is being typed.
  const own = drafts.filter(({ weekday }) => weekday === day);
  return (
    <fieldset className={classes.weekday}>
      <legend>{weekdays.long(day)}</legend>
      <div className={classes.windows}>
        {own.length === 0 && <p className={classes.off}>{t('editor.off')}</p>}
        {own.map((draft) => (
          <WindowRow
            key={draft.key}
            draft={draft}
            fault={faults.get(draft.key)}
            onChange={(next) => onChange(drafts.map((one) => (one.key === draft.key ? next : one)))}
            onRemove={() => onChange(drafts.filter((one) => one.key !== draft.key))}
          />
        ))}
        <div className={classes.dayActs}>
          <Button size="compact-sm" variant="subtle" onClick={() => onChange(added(drafts, day))}>
            {t('editor.add')}
          </Button>
          {own.length > 0 && day < 5 && (
            <Button size="compact-sm" variant="subtle" onClick={() => onChange(spread(drafts, day))}>
              {t('editor.spread')}
            </Button>
          )}
        </div>
      </div>
    </fieldset>
  );
}
