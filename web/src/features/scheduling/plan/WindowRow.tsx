import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CloseIcon, PersonIcon } from '@/ui/parts/icons';
import classes from './plan.module.css';
import { SLOTS, type Draft, type Fault } from './week';

type WindowRowProps = { draft: Draft; fault: Fault | undefined; onChange: (draft: Draft) => void; onRemove: () => void };

const MODES = ['in_person', 'video', 'both'] as const;

const seats = (said: string): number => Math.min(50, Math.max(1, Number.parseInt(said, 10) || 1));

export function WindowRow({ draft, fault, onChange, onRemove }: WindowRowProps) {
  const { t } = useTranslation('scheduling/plan');
  const slots = SLOTS.some((slot) => slot === draft.slot) ? SLOTS : [...SLOTS, draft.slot];
  return (
    <div className={classes.window}>
      <TextInput size="sm" type="time" aria-label={t('window.from')} value={draft.from} error={fault !== undefined} onChange={(event) => onChange({ ...draft, from: event.currentTarget.value })} />
      <span aria-hidden="true">–</span>
      <TextInput size="sm" type="time" aria-label={t('window.until')} value={draft.until} error={fault !== undefined} onChange={(event) => onChange({ ...draft, until: event.currentTarget.value })} />
      <NativeSelect
        size="sm"
        aria-label={t('window.slot')}
        value={String(draft.slot)}
        onChange={(event) => onChange({ ...draft, slot: Number(event.currentTarget.value) })}
        data={slots.map((slot) => ({ value: String(slot), label: t('window.every', { count: slot }) }))}
      />
      <NativeSelect
        size="sm"
        aria-label={t('window.mode')}
        value={draft.mode}
        onChange={(event) => onChange({ ...draft, mode: MODES.find((one) => one === event.currentTarget.value) ?? 'in_person' })}
        data={MODES.map((mode) => ({ value: mode, label: t(`mode.${mode}`) }))}
      />
      <TextInput size="sm" type="number" min={1} max={50} aria-label={t('window.seats')} title={t('window.seats')} leftSection={<PersonIcon size={16} />} className={classes.seats} value={String(draft.seats)} onChange={(event) => onChange({ ...draft, seats: seats(event.currentTarget.value) })} />
      <TextInput size="sm" aria-label={t('window.place')} placeholder={t('window.place')} maxLength={60} className={classes.place} value={draft.place} onChange={(event) => onChange({ ...draft, place: event.currentTarget.value })} />
      <ActionIcon color="gray" aria-label={t('window.remove', { from: draft.from, until: draft.until })} onClick={onRemove}>
        <CloseIcon />
      </ActionIcon>
      {fault !== undefined && (
        <p className={classes.fault} role="alert">
          {t(`fault.${fault}`)}
        </p>
      )}
    </div>
  );
}
