import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Account } from '@/lib/session/session';
import { Form } from '@/ui/parts/Form';
import type { TrailSearch } from './api';
import classes from './audit.module.css';
import { ACTIONS, ENTITIES, useDeeds } from './useDeeds';

type TrailFiltersProps = { people: Account[]; onSearch: (search: TrailSearch) => void; busy: boolean };

export function TrailFilters({ people, onSearch, busy }: TrailFiltersProps) {
  const { t } = useTranslation('audit');
  const { actionText, entityText } = useDeeds();
  const submit = (said: (name: string) => string) => {
    const names = ['account', 'entity', 'action', 'entity_id', 'from', 'until'] as const;
    onSearch(Object.fromEntries(names.flatMap((name) => (said(name).trim() === '' ? [] : [[name, said(name).trim()]]))));
  };
  const any = { value: '', label: t('any') };
  return (
    <Form onSubmit={submit} label={t('search')}>
      <div className={classes.filters}>
        <NativeSelect label={t('who')} name="account" data={[any, ...people.map(({ id, name }) => ({ value: id, label: name }))]} />
        <NativeSelect label={t('deed')} name="action" data={[any, ...ACTIONS.map((value) => ({ value, label: actionText(value) }))]} />
        <NativeSelect label={t('thing')} name="entity" data={[any, ...ENTITIES.map((value) => ({ value, label: entityText(value) }))]} />
        <TextInput label={t('number')} name="entity_id" maxLength={40} autoComplete="off" spellCheck={false} />
        <TextInput label={t('from')} name="from" type="date" />
        <TextInput label={t('until')} name="until" type="date" />
      </div>
      <div>
        <Button type="submit" loading={busy}>
          {t('submit')}
        </Button>
      </div>
    </Form>
  );
}
