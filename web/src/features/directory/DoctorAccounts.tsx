import { Button, NativeSelect } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import type { Account } from '@/lib/session/session';
import { useFormat } from '@/lib/i18n/useFormat';
import { useMe } from '@/lib/session/useSession';
import { Answered } from '@/ui/parts/Answered';
import { EmptyState } from '@/ui/parts/EmptyState';
import { FormNote } from '@/ui/parts/FormNote';
import { PersonIcon } from '@/ui/parts/icons';
import { Panel } from '@/ui/parts/Panel';
import { PersonChip } from '@/ui/parts/PersonChip';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';
import { clinicDoctorsQuery, type Practitioner } from './api';
import classes from './DoctorAccounts.module.css';
import { linkAccount, linksQuery, signersQuery } from './links';
import { useSpeciality } from './useSpeciality';

/** Which account opens which doctor's day; a manager or an admin chooses. */
export function DoctorAccounts() {
  const { t } = useTranslation('directory');
  const clinicId = useMe().clinic_id ?? '';
  const doctors = useQuery(clinicDoctorsQuery(clinicId));
  const links = useQuery(linksQuery(clinicId));
  const signers = useQuery(signersQuery(clinicId));
  return (
    <Panel title={t('links.title')} note={t('links.note')}>
      <Answered query={doctors} loading={<RowsLoading />}>
        {(people) => (
          <Answered query={links} loading={<RowsLoading />}>
            {(linked) => <Answered query={signers} loading={<RowsLoading />}>{(accounts) => <Links {...{ people, linked, accounts }} />}</Answered>}
          </Answered>
        )}
      </Answered>
    </Panel>
  );
}

type LinksProps = { people: Practitioner[]; linked: Map<string, string>; accounts: Account[] };

function Links({ people, linked, accounts }: LinksProps) {
  const { t } = useTranslation('directory');
  const { list } = useFormat();
  const taken = new Set(linked.values());
  const free = accounts.filter(({ id, role, state }) => role === 'doctor' && state === 'active' && !taken.has(id));
  if (people.length === 0) return <EmptyState icon={PersonIcon} title={t('links.noDoctors')} />;
  return (
    <div className={classes.links}>
      {free.length > 0 && <FormNote state="warn">{t('links.waiting', { count: free.length, names: list(free.map(({ name }) => name)) })}</FormNote>}
      <ul>
        {people.map((doctor) => {
          const own = linked.get(doctor.id) ?? '';
          const account = accounts.find(({ id }) => id === own);
          // Made anew when the link is another one, so that the choice never contradicts what is stored.
          return <LinkRow key={[doctor.id, own].join(' ')} doctor={doctor} own={own} account={account} free={free} />;
        })}
      </ul>
    </div>
  );
}

type LinkRowProps = { doctor: Practitioner; own: string; account: Account | undefined; free: Account[] };

function LinkRow({ doctor, own, account, free }: LinkRowProps) {
  const { t } = useTranslation('directory');
  const { list } = useFormat();
  const speciality = useSpeciality();
  const [chosen, setChosen] = useState(own);
  const { busy, error, store } = useLinking(doctor);
  const sentence = useLinkRefusal();
  const current = own === '' ? [] : [{ value: own, label: account === undefined ? t('links.unknown') : said(account) }];
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <PersonChip name={doctor.name} note={list(doctor.specialities.map(speciality))} />
      </div>
      <div className={classes.choice}>
        <NativeSelect
          label={t('links.of', { name: doctor.name })}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[{ value: '', label: t('links.nobody') }, ...current, ...free.map((one) => ({ value: one.id, label: said(one) }))]}
          disabled={busy}
        />
        {chosen !== own && (
          <Button loading={busy} onClick={() => void store(chosen === '' ? null : chosen)}>
            {t(chosen === '' ? 'links.unlink' : 'links.link')}
          </Button>
        )}
      </div>
      {account?.state === 'disabled' && <FormNote state="warn">{t('links.disabled', { name: account.name })}</FormNote>}
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
    </li>
  );
}

const said = ({ name, email }: Account): string => `${name} · ${email}`;

function useLinking(doctor: Practitioner) {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const store = async (accountId: string | null) => {
    setBusy(true);
    setError(null);
    try {
      const { version } = await linkAccount(doctor, accountId);
      // The public list is kept for some seconds; the next change must name the version of now.
      queries.setQueryData(clinicDoctorsQuery(doctor.clinic_id).queryKey, (known) =>
        known === undefined ? known : { ...known, items: known.items.map((one) => (one.id === doctor.id ? { ...one, version } : one)) },
      );
    } catch (fault) {
      setError(fault instanceof Error ? fault : new Error(String(fault)));
      await queries.invalidateQueries({ queryKey: clinicDoctorsQuery(doctor.clinic_id).queryKey });
    }
    await queries.invalidateQueries({ queryKey: linksQuery(doctor.clinic_id).queryKey });
    setBusy(false);
  };
  return { busy, error, store };
}

function useLinkRefusal(): (error: Error) => string {
  const { t } = useTranslation('directory');
  const sentence = useRefusalSentence();
  return (error) => {
    if (!(error instanceof Refusal)) return sentence(error);
    if (error.slug === 'account-linked') return t('links.taken');
    return error.errors[0]?.pointer === '/account_id' ? t('links.noDoctor') : sentence(error);
  };
}
