import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { todayIn } from '@/lib/format/dates';
import { Actions, Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { Panel } from '@/ui/parts/Panel';
import { dayAfter, isDay } from '../zones';
import classes from './plan.module.css';
import { drawSheets, type Drawn } from './planApi';
import { useDeed } from './useDeed';
import { usePlanRefusal } from './usePlanRefusal';

type SheetsPanelProps = { clinicId: string; zone: string; onPlanned: () => Promise<void> };

const USUAL_DAYS = 13;

/** The pages of the diary for some days: they come by themselves every week, and at once from here. */
export function SheetsPanel({ clinicId, zone, onPlanned }: SheetsPanelProps) {
  const { t } = useTranslation('scheduling/plan');
  const sentence = usePlanRefusal();
  const [today] = useState(() => todayIn(zone, new Date()));
  const [isMissing, setIsMissing] = useState(false);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const { busy, error, run } = useDeed();
  const submit = (said: (name: string) => string) => {
    const [first, last] = [said('first'), said('last')];
    const missing = !isDay(first) || !isDay(last);
    setIsMissing(missing);
    setDrawn(null);
    if (missing) return;
    void run(async () => {
      setDrawn(await drawSheets(clinicId, { first, last }));
      await onPlanned();
    });
  };
  return (
    <Panel title={t('sheets.title')} note={t('sheets.note')}>
      <Form onSubmit={submit} label={t('sheets.title')}>
        <div className={classes.line}>
          <TextInput label={t('exceptions.from')} name="first" type="date" defaultValue={today} required withAsterisk={false} />
          <TextInput label={t('exceptions.until')} name="last" type="date" defaultValue={dayAfter(today, USUAL_DAYS)} required withAsterisk={false} />
        </div>
        {isMissing && <FormNote state="bad">{t('sheets.days')}</FormNote>}
        {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
        {drawn !== null && <DrawnNote drawn={drawn} />}
        <Actions>
          <Button type="submit" size="sm" loading={busy}>
            {t('sheets.do')}
          </Button>
        </Actions>
      </Form>
    </Panel>
  );
}

/** How many pages are new and how many look different now; whom that touches stands above, to be moved. */
function DrawnNote({ drawn: { made, changed, with_strays: strays } }: { drawn: Drawn }) {
  const { t } = useTranslation('scheduling/plan');
  const said = made + changed === 0 ? t('sheets.nothing') : [t('sheets.made', { count: made }), t('sheets.changed', { count: changed })].join(' ');
  return <FormNote state={strays.length > 0 ? 'warn' : 'good'}>{[said, strays.length > 0 ? t('sheets.strays') : ''].filter(Boolean).join(' ')}</FormNote>;
}
