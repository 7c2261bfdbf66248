import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { humanised } from '@/lib/format/words';
import { useFormat } from '@/lib/i18n/useFormat';
import { Answered } from '@/ui/parts/Answered';
import { EmptyState } from '@/ui/parts/EmptyState';
import { DownIcon, LockIcon } from '@/ui/parts/icons';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { whoMayQuery, type Door } from './staff';
import classes from './pages.module.css';

const ROLES = ['anonymous', 'patient', 'front_desk', 'nurse', 'doctor', 'manager', 'admin', 'operator'] as const;
const HOUSES = ['access', 'approvals', 'audit', 'auth', 'directory', 'founding', 'patients', 'scheduling'] as const;

/** The table by which the doors themselves are guarded, for people to read. */
export function WhoMayPage() {
  const { t } = useTranslation('auth');
  const doors = useQuery(whoMayQuery);
  return (
    <>
      <title>{t('whoMay.documentTitle')}</title>
      <Panel title={t('whoMay.title')} note={t('whoMay.note')}>
        <Answered query={doors} loading={<RowsLoading rows={6} />}>
          {(items) => <DoorTable doors={items} />}
        </Answered>
      </Panel>
    </>
  );
}

function DoorTable({ doors }: { doors: Door[] }) {
  const { t } = useTranslation('auth');
  const [role, setRole] = useState('');
  const [words, setWords] = useState('');
  const shown = doors.filter((door) => (role === '' || door.roles.some((one) => one === role)) && says(door, words));
  const searching = words.trim() !== '';
  return (
    <>
      <div className={classes.line}>
        <TextInput
          type="search"
          label={t('whoMay.search')}
          placeholder={t('whoMay.example')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          autoComplete="off"
        />
        <NativeSelect
          label={t('whoMay.role')}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value)}
          data={[{ value: '', label: t('whoMay.any') }, ...ROLES.map((value) => ({ value, label: t(`role.${value}`) }))]}
        />
      </div>
      <p className={`${classes.small} ${classes.below}`} role="status">
        {t('whoMay.count', { count: shown.length })}
      </p>
      {shown.length === 0 ? (
        <EmptyState icon={LockIcon} title={t('whoMay.empty')} />
      ) : (
        // What was searched for lies open; what was opened by hand closes when a search begins or ends.
        <Houses key={String(searching)} doors={shown} open={searching} />
      )}
    </>
  );
}

/** Every word that was typed stands somewhere in what the door does, its address or its condition. */
function says(door: Door, words: string): boolean {
  const text = `${door.does} ${door.method} ${door.path} ${door.relation}`.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** A hundred rules at once are read by nobody, so each part of the system is opened when it is wanted. */
function Houses({ doors, open }: { doors: Door[]; open: boolean }) {
  const { t } = useTranslation('auth');
  const { byName } = useFormat();
  const nameOf = (house: string) => {
    const known = HOUSES.find((one) => one === house);
    return known === undefined ? humanised(house) : t(`whoMay.houses.${known}`);
  };
  const houses = [...new Set(doors.map((door) => door.house))].toSorted((a, b) => byName(nameOf(a), nameOf(b)));
  return houses.map((house) => {
    const own = doors.filter((door) => door.house === house);
    return (
      <details key={house} className={classes.house} open={open}>
        <summary>
          <DownIcon />
          <h3>{nameOf(house)}</h3>
          <span className={classes.small}>{t('whoMay.count', { count: own.length })}</span>
        </summary>
        <ul>
          {own.map((door) => (
            <DoorRow key={`${door.method} ${door.path}`} door={door} />
          ))}
        </ul>
      </details>
    );
  });
}

/** What the door does and how one must stand to it is said by the API itself, which speaks English. */
function DoorRow({ door }: { door: Door }) {
  const { t } = useTranslation('auth');
  const everybody = ROLES.every((role) => door.roles.some((one) => one === role));
  const known = ROLES.filter((role) => door.roles.some((one) => one === role));
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <p className={classes.strong} lang="en">
          {door.does}
        </p>
        <p className={classes.address} lang="en">
          {door.method} {door.path}
        </p>
      </div>
      <div className={classes.who}>
        <p>{everybody ? t('whoMay.everybody') : known.map((role) => t(`role.${role}`)).join(', ')}</p>
        <p className={classes.small} lang="en">
          {door.relation}
        </p>
      </div>
    </li>
  );
}
