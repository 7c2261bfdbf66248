import { Button, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Answered } from '@/ui/parts/Answered';
import { Actions, Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { termsQuery } from '../api';
import classes from './plan.module.css';
import { changeTerms, type Terms } from './planApi';
import { useDeed } from './useDeed';
import { usePlanRefusal } from './usePlanRefusal';

/** What the clinic asks of those who book for themselves. */
export function TermsPanel({ clinicId }: { clinicId: string }) {
  const { t } = useTranslation('scheduling/plan');
  const terms = useQuery({ ...termsQuery(clinicId), staleTime: 0 });
  return (
    <Panel title={t('terms.title')} note={t('terms.note')}>
      <Answered query={terms} loading={<RowsLoading />}>
        {(found) => <TermsForm key={found.version} terms={found} />}
      </Answered>
    </Panel>
  );
}

const numberIn = (said: string): number => (/^\d{1,5}([.,]\d{1,2})?$/.test(said.trim()) ? Number(said.trim().replace(',', '.')) : Number.NaN);

/** Hours on the screen, minutes in the diary: nobody counts four hours in minutes. */
const FIELDS = [
  { name: 'lead_minutes', minutes: 1 },
  { name: 'cancel_until_minutes', minutes: 60 },
  { name: 'horizon_days', minutes: 1 },
  { name: 'most_upcoming', minutes: 1 },
] as const;

function TermsForm({ terms }: { terms: Terms }) {
  const { t } = useTranslation('scheduling/plan');
  const queries = useQueryClient();
  const sentence = usePlanRefusal();
  const [isSaved, setIsSaved] = useState(false);
  const [isMissing, setIsMissing] = useState(false);
  const { busy, error, run } = useDeed();
  const submit = async (said: (name: string) => string) => {
    const wish = FIELDS.map(({ name, minutes }) => [name, Math.round(numberIn(said(name)) * minutes)] as const);
    const missing = wish.some(([, value]) => Number.isNaN(value));
    setIsMissing(missing);
    setIsSaved(false);
    if (missing || !(await run(() => changeTerms(terms, Object.fromEntries(wish))))) return;
    setIsSaved(true);
    await queries.invalidateQueries({ queryKey: termsQuery(terms.clinic_id).queryKey });
  };
  return (
    <Form onSubmit={(said) => void submit(said)} label={t('terms.title')}>
      <div className={classes.line}>
        {FIELDS.map(({ name, minutes }) => (
          <TextInput key={name} label={t(`terms.${name}`)} description={t(`terms.${name}_note`)} name={name} inputMode="numeric" maxLength={5} defaultValue={String(Math.round((terms[name] / minutes) * 100) / 100)} />
        ))}
      </div>
      {isMissing && <FormNote state="bad">{t('terms.numbers')}</FormNote>}
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
      {isSaved && <FormNote state="good">{t('terms.saved')}</FormNote>}
      <Actions>
        <Button type="submit" size="sm" loading={busy}>
          {t('save')}
        </Button>
      </Actions>
    </Form>
  );
}
