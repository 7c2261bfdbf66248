import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '@/features/auth';
import { useFormat } from '@/lib/i18n/useFormat';
import { Answered } from '@/ui/parts/Answered';
import { Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';
import classes from './audit.module.css';
import { changeTerms, RECORD_TYPES, retentionQuery, type Retention, type Term } from './keeping';

export function Terms() {
  const { t } = useTranslation('audit');
  const retention = useQuery(retentionQuery);
  return (
    <Panel title={t('keeping.terms')} note={t('keeping.termsNote')}>
      <Answered query={retention} loading={<RowsLoading rows={3} />}>
        {(seen) => <Table key={seen.version} seen={seen} />}
      </Answered>
    </Panel>
  );
}

function Table({ seen }: { seen: Retention }) {
  const { t } = useTranslation('audit');
  const { moment } = useFormat();
  const { busy, error, rows, change } = useTerms(seen);
  const sentence = useRefusalSentence();
  return (
    <div className={classes.terms}>
      <div className={classes.scroll}>
        <table className={`${classes.table} ${classes.whole}`}>
          <thead>
            <tr>
              <th scope="col">{t('keeping.type')}</th>
              <th scope="col">{t('keeping.region')}</th>
              <th scope="col">{t('keeping.years')}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t('keeping.everything')}</th>
              <td>{t('keeping.everywhere')}</td>
              <td className="tabular">{t('keeping.termOf', { years: seen.least_years, age: seen.minors_until_age })}</td>
            </tr>
            {rows.map((row) => (
              <Row key={`${row.record_type} ${row.region ?? ''}`} row={row} busy={busy} onRemove={() => change(rows.filter((one) => one !== row))} />
            ))}
          </tbody>
        </table>
      </div>
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
      <LongerForm least={seen.least_years} busy={busy} onAdd={(row) => change([...rows, row])} />
      <p className={`${classes.small} tabular`}>
        {seen.trail === null
          ? t('keeping.trailNew')
          : t('keeping.trail', { count: seen.trail.past_its_time, at: moment(seen.trail.reviewed_at) })}
      </p>
    </div>
  );
}

function Row({ row, busy, onRemove }: { row: Term; busy: boolean; onRemove: () => void }) {
  const { t } = useTranslation('audit');
  const records = t(`recordType.${row.record_type}`);
  return (
    <tr>
      <th scope="row">{records}</th>
      <td>{row.region ?? t('keeping.everywhere')}</td>
      <td className="tabular">
        <span className={classes.acts}>
          {t('keeping.yearsOf', { count: row.years })}
          <Button size="sm" variant="default" disabled={busy} aria-label={t('keeping.removeWhat', { records })} onClick={onRemove}>
            {t('keeping.remove')}
          </Button>
        </span>
      </td>
    </tr>
  );
}

function LongerForm({ least, busy, onAdd }: { least: number; busy: boolean; onAdd: (row: Term) => void }) {
  const { t } = useTranslation('audit');
  const add = (said: (name: string) => string) => {
    const type = RECORD_TYPES.find((one) => one === said('type'));
    const years = Number(said('years'));
    if (type === undefined || !Number.isInteger(years)) return;
    const region = said('region').trim();
    onAdd({ record_type: type, region: region === '' ? null : region, years });
  };
  return (
    <Form onSubmit={add} label={t('keeping.longer')}>
      <div className={classes.filters}>
        <NativeSelect label={t('keeping.type')} name="type" data={RECORD_TYPES.map((value) => ({ value, label: t(`recordType.${value}`) }))} />
        <TextInput label={t('keeping.regionWish')} name="region" maxLength={60} autoComplete="off" />
        <TextInput label={t('keeping.years')} name="years" type="number" min={least} max={100} defaultValue={10} />
      </div>
      <div>
        <Button type="submit" variant="default" loading={busy}>
          {t('keeping.longer')}
        </Button>
      </div>
    </Form>
  );
}

/** The table as it was seen, and one change of it at a time. */
function useTerms(seen: Retention) {
  const queries = useQueryClient();
  const { busy, error, run } = useAttempt();
  const change = (rows: Term[]) =>
    void run(
      () => changeTerms(seen, rows),
      (changed) => queries.setQueryData(retentionQuery.queryKey, changed),
    );
  return { busy, error, rows: seen.rows, change };
}
