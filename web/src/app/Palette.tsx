import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { clinicQuery } from '@/features/directory';
import { foundQuery } from '@/features/patients';
import { todayIn } from '@/lib/format/dates';
import { useFormat } from '@/lib/i18n/useFormat';
import type { Account } from '@/lib/session/session';
import classes from './Palette.module.css';
import { typedDay } from './typedDay';

type PaletteProps = { account: Account; onClose: () => void };
type Choice = { key: string; label: string; note: string; go: () => void };

const DESK = new Set(['front_desk', 'nurse', 'manager', 'admin']);

/** One box for where somebody wants to go: a patient, a day, a page. */
export function Palette({ account, onClose }: PaletteProps) {
  const { t } = useTranslation('app');
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();
  const choices = useChoices(account, typed, close);
  const active = Math.min(at, choices.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') choices[active]?.go();
    else if (event.key === 'ArrowDown') setAt((active + 1) % Math.max(1, choices.length));
    else if (event.key === 'ArrowUp') setAt((active + choices.length - 1) % Math.max(1, choices.length));
    else return;
    event.preventDefault();
  };
  const change = (said: string) => {
    setTyped(said);
    setAt(0);
  };
  return (
    <dialog ref={dialog} className={classes.palette} aria-label={t('palette.label')} onClose={onClose}>
      <TextInput aria-label={t('palette.label')} placeholder={t('palette.hint')} value={typed} onChange={(event) => change(event.currentTarget.value)} onKeyDown={onKeyDown} role="combobox" aria-expanded aria-controls="palette-list" aria-activedescendant={choices.length > 0 ? `palette-${active}` : undefined} autoComplete="off" spellCheck={false} />
      <div id="palette-list" role="listbox" aria-label={t('palette.label')} className={classes.list}>
        {choices.map((choice, place) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the box above hears the keys
          <div key={choice.key} id={`palette-${place}`} role="option" aria-selected={place === active} tabIndex={-1} className={classes.choice} onClick={choice.go}>
            <span>{choice.label}</span>
            <span className={classes.note}>{choice.note}</span>
          </div>
        ))}
      </div>
      {choices.length === 0 && <p className={classes.none}>{t('palette.none')}</p>}
    </dialog>
  );
}

function useChoices(account: Account, typed: string, close: () => void): Choice[] {
  const { t } = useTranslation('app');
  const { day } = useFormat();
  const navigate = useNavigate();
  const clinicId = account.clinic_id ?? '';
  const zone = useQuery(clinicQuery(clinicId)).data?.time_zone ?? 'UTC';
  const [sought] = useDebouncedValue(typed.trim(), 180);
  const found = useQuery({ ...foundQuery(clinicId, sought), placeholderData: keepPreviousData });
  const atDesk = DESK.has(account.role);
  const go = (to: () => Promise<void>) => () => {
    close();
    void to();
  };
  const [now] = useState(() => new Date());
  const today = todayIn(zone, now);
  const date = typedDay(typed, today, { today: t('palette.today'), tomorrow: t('palette.tomorrow'), yesterday: t('palette.yesterday') });
  const days = date === null ? [] : [{ key: date, label: day(date, 'long'), note: t('palette.day'), go: go(() => navigate({ to: atDesk ? '/desk' : '/doctor', search: { date } })) }];
  const people = atDesk && typed.trim().length > 1 ? (found.data ?? []) : [];
  const patients = people.map(({ id, name, mrn }) => ({ key: id, label: name, note: [mrn, t('palette.book')].join(' · '), go: go(() => navigate({ to: '/desk', search: { patient: id } })) }));
  return [...days, ...patients, ...usePages(account, typed, go)];
}

/** The pages that this role may open, by any part of their names. */
function usePages(account: Account, typed: string, go: (to: () => Promise<void>) => () => void): Choice[] {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const keeps = account.role === 'manager' || account.role === 'admin';
  const pages = [
    ...(DESK.has(account.role) ? [{ key: '/desk', label: t('palette.desk'), go: go(() => navigate({ to: '/desk' })) }, { key: '/desk/waitlist', label: t('palette.waitlist'), go: go(() => navigate({ to: '/desk/waitlist' })) }] : []),
    ...(account.role === 'doctor' ? [{ key: '/doctor', label: t('palette.doctor'), go: go(() => navigate({ to: '/doctor' })) }] : []),
    ...(keeps ? [{ key: '/admin/plan', label: t('admin.plan'), go: go(() => navigate({ to: '/admin/plan' })) }, { key: '/admin', label: t('admin.staff'), go: go(() => navigate({ to: '/admin' })) }, { key: '/admin/approvals', label: t('admin.approvals'), go: go(() => navigate({ to: '/admin/approvals' })) }] : []),
    { key: '/profile', label: t('person.profile'), go: go(() => navigate({ to: '/profile' })) },
  ];
  const wanted = typed.trim().toLowerCase();
  return pages.filter(({ label }) => label.toLowerCase().includes(wanted)).map(({ key, label, go: open }) => ({ key, label, go: open, note: t('palette.page') }));
}
