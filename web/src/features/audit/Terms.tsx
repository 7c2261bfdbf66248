import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
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
        {(seen) => <TermList key={seen.version} seen={seen} />}
      </Answered>
    </Panel>
  );
}

function TermList({ seen }: { seen: Retention }) {
  const { t } = useTranslation('audit');
  const { moment } = useFormat();
  const { busy, error, rows, change } = useTerms(seen);
  const sentence = useRefusalSentence();
  return (
    <div className={classes.terms}>
      <ul>
        <TermRow records={t('keeping.everything')} where={t('keeping.everywhere')}>
          {t('keeping.termOf', { years: seen.least_years, age: seen.minors_until_age })}
        </TermRow>
        {rows.map((row) => (
          <LongerTerm key={`${row.record_type} ${row.region ?? ''}`} row={row} busy={busy} onRemove={() => change(rows.filter((one) => one !== row))} />
        ))}
      </ul>
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

type TermRowProps = { records: string; where: string; children: ReactNode; act?: ReactNode };

/** Which records, where, and for how long. */
function TermRow({ records, where, children, act }: TermRowProps) {
  return (
    <li className={classes.hold}>
      <div className={classes.told}>
        <p className={classes.what}>{records}</p>
        <p className={`${classes.small} tabular`}>
          {where} · {children}
        </p>
      </div>
      {act}
    </li>
  );
}

function LongerTerm({ row, busy, onRemove }: { row: Term; busy: boolean; onRemove: () => void }) {
  const { t } = useTranslation('audit');
  const records = t(`recordType.${row.record_type}`);
  const remove = (
    <Button size="sm" variant="default" disabled={busy} aria-label={t('keeping.removeWhat', { records })} onClick={onRemove}>
      {t('keeping.remove')}
    </Button>
  );
  return (
    <TermRow records={records} where={row.region ?? t('keeping.everywhere')} act={remove}>
      {t('keeping.yearsOf', { count: row.years })}
    </TermRow>
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
