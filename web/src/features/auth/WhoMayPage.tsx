import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { humanised } from '@/lib/format/words';
import { Answered } from '@/ui/parts/Answered';
import { EmptyState } from '@/ui/parts/EmptyState';
import { LockIcon } from '@/ui/parts/icons';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { whoMayQuery, type Door } from './staff';
import classes from './pages.module.css';

const ROLES = ['anonymous', 'patient', 'front_desk', 'nurse', 'doctor', 'manager', 'admin', 'operator'] as const;

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
  const [house, setHouse] = useState('');
  const houses = [...new Set(doors.map((door) => door.house))].toSorted();
  const shown = doors.filter(
    (door) => (role === '' || door.roles.some((one) => one === role)) && (house === '' || door.house === house),
  );
  const any = { value: '', label: t('whoMay.any') };
  return (
    <>
      <div className={classes.line}>
        <NativeSelect
          label={t('whoMay.role')}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value)}
          data={[any, ...ROLES.map((value) => ({ value, label: t(`role.${value}`) }))]}
        />
        <NativeSelect
          label={t('whoMay.house')}
          value={house}
          onChange={(event) => setHouse(event.currentTarget.value)}
          data={[any, ...houses.map((value) => ({ value, label: humanised(value) }))]}
        />
      </div>
      <p className={`${classes.small} ${classes.below}`} role="status">
        {t('whoMay.count', { count: shown.length })}
      </p>
      {shown.length === 0 ? (
        <EmptyState icon={LockIcon} title={t('whoMay.empty')} />
      ) : (
        <ul>
          {shown.map((door) => (
            <DoorRow key={`${door.method} ${door.path}`} door={door} />
          ))}
        </ul>
      )}
    </>
  );
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
