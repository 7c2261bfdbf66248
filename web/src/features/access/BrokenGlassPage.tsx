import { Button } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { staffQuery, useAttempt } from '@/features/auth';
import { usePatientName } from '@/features/patients';
import { useFormat } from '@/lib/i18n/useFormat';
import { useMe } from '@/lib/session/useSession';
import { EmptyState } from '@/ui/parts/EmptyState';
import { FormNote } from '@/ui/parts/FormNote';
import { LockIcon } from '@/ui/parts/icons';
import { PageList } from '@/ui/parts/PageList';
import { Panel } from '@/ui/parts/Panel';
import { StateBadge } from '@/ui/parts/StateBadge';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';
import classes from './access.module.css';
import { grantsQuery, markSeen, type Grant } from './api';

/** Who opened the chart of somebody whom they do not treat, and why; a manager puts a name to having looked at it. */
export function BrokenGlassPage() {
  const { t } = useTranslation('access');
  const me = useMe();
  const staff = useInfiniteQuery(staffQuery(me.clinic_id ?? ''));
  const names = new Map(staff.data?.pages.flatMap((page) => page.items.map(({ id, name }) => [id, name])));
  const nameOf = (id: string) => names.get(id) ?? id;
  const unseen = useInfiniteQuery(grantsQuery('unseen'));
  const seen = useInfiniteQuery(grantsQuery('seen'));
  const wereAny = seen.data?.pages.some((page) => page.items.length > 0) ?? false;
  return (
    <>
      <title>{t('documentTitle')}</title>
      <Panel title={t('unseen')} note={t('note')}>
        <PageList
          query={unseen}
          more={t('more')}
          empty={
            <EmptyState icon={LockIcon} title={t('none')}>
              {t('noneText')}
            </EmptyState>
          }
        >
          {(grant) => <GrantRow key={grant.id} grant={grant} nameOf={nameOf} />}
        </PageList>
      </Panel>
      {wereAny && (
        <Panel title={t('seenTitle')}>
          <PageList query={seen} more={t('more')} empty={null}>
            {(grant) => <GrantRow key={grant.id} grant={grant} nameOf={nameOf} />}
          </PageList>
        </Panel>
      )}
    </>
  );
}

function GrantRow({ grant, nameOf }: { grant: Grant; nameOf: (id: string) => string }) {
  const { t } = useTranslation('access');
  const { moment } = useFormat();
  const whose = usePatientName(grant.patient_id);
  return (
    <li className={classes.row}>
      <div className={classes.told}>
        <p className={classes.what}>{t('who', { who: nameOf(grant.account_id), patient: whose })}</p>
        <p>{grant.reason ?? t('erased')}</p>
        <p className={`${classes.small} tabular`}>{t('when', { at: moment(grant.given_at), until: moment(grant.ends_at) })}</p>
        {grant.seen_at !== null && (
          <p className={`${classes.small} tabular`}>{t('seenBy', { who: nameOf(grant.seen_by ?? ''), at: moment(grant.seen_at) })}</p>
        )}
      </div>
      {grant.seen_at === null ? <Mark grant={grant} /> : <StateBadge state="good">{t('done')}</StateBadge>}
    </li>
  );
}

function Mark({ grant }: { grant: Grant }) {
  const { t } = useTranslation('access');
  const queries = useQueryClient();
  const { busy, error, run } = useAttempt();
  const sentence = useRefusalSentence();
  const mark = () =>
    void run(
      () => markSeen(grant.id),
      () => void queries.invalidateQueries({ queryKey: ['access', 'grants'] }),
    );
  return (
    <div className={classes.acts}>
      <StateBadge state="warn">{t('new')}</StateBadge>
      <Button size="sm" variant="default" loading={busy} onClick={mark}>
        {t('mark')}
      </Button>
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
    </div>
  );
}
