import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { staffQuery } from '@/features/auth';
import { usePatientName } from '@/features/patients';
import { useFormat } from '@/lib/i18n/useFormat';
import { useMe } from '@/lib/session/useSession';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { EmptyState } from '@/ui/parts/EmptyState';
import { LockIcon } from '@/ui/parts/icons';
import { PageList } from '@/ui/parts/PageList';
import { Panel } from '@/ui/parts/Panel';
import { StateBadge } from '@/ui/parts/StateBadge';
import classes from './audit.module.css';
import { holdsQuery, liftHold, type Hold } from './keeping';
import { useCovered } from './useCovered';

export function Holds() {
  const { t } = useTranslation('audit');
  const me = useMe();
  const staff = useInfiniteQuery(staffQuery(me.clinic_id ?? ''));
  const names = new Map(staff.data?.pages.flatMap((page) => page.items.map(({ id, name }) => [id, name])));
  const nameOf = (id: string) => names.get(id) ?? id;
  const standing = useInfiniteQuery(holdsQuery('standing'));
  const lifted = useInfiniteQuery(holdsQuery('lifted'));
  const wereAny = lifted.data?.pages.some((page) => page.items.length > 0) ?? false;
  return (
    <>
      <Panel title={t('keeping.standing')} note={t('keeping.standingNote')}>
        <PageList
          query={standing}
          more={t('more')}
          empty={
            <EmptyState icon={LockIcon} title={t('keeping.none')}>
              {t('keeping.noneText')}
            </EmptyState>
          }
        >
          {(hold) => <HoldRow key={hold.id} hold={hold} nameOf={nameOf} />}
        </PageList>
      </Panel>
      {wereAny && (
        <Panel title={t('keeping.lifted')}>
          <PageList query={lifted} more={t('more')} empty={null}>
            {(hold) => <HoldRow key={hold.id} hold={hold} nameOf={nameOf} />}
          </PageList>
        </Panel>
      )}
    </>
  );
}

function HoldRow({ hold, nameOf }: { hold: Hold; nameOf: (id: string) => string }) {
  const { t } = useTranslation('audit');
  const { moment } = useFormat();
  const coveredText = useCovered();
  const queries = useQueryClient();
  const covered = coveredText(hold, usePatientName(hold.patient_id));
  return (
    <li className={classes.hold}>
      <div className={classes.told}>
        <p className={classes.what}>{covered}</p>
        <p>{hold.reason}</p>
        <p className={`${classes.small} tabular`}>{t('keeping.placed', { who: nameOf(hold.placed_by), at: moment(hold.placed_at) })}</p>
        {hold.lifted_at !== null && (
          <p className={`${classes.small} tabular`}>
            {t('keeping.liftedBy', { who: nameOf(hold.lifted_by ?? ''), at: moment(hold.lifted_at), why: hold.lifted_because })}
          </p>
        )}
      </div>
      {hold.lifted_at === null ? (
        <div className={classes.acts}>
          <StateBadge state="warn">{t('keeping.held')}</StateBadge>
          <ConfirmButton
            label={t('keeping.lift')}
            question={t('keeping.liftQuestion', { what: covered })}
            text={t('keeping.liftText')}
            reason={{ label: t('keeping.liftReason'), required: true }}
            work={(reason) => liftHold(hold.id, reason)}
            onDone={() => void queries.invalidateQueries({ queryKey: ['audit', 'holds'] })}
          />
        </div>
      ) : (
        <StateBadge state="good">{t('keeping.free')}</StateBadge>
      )}
    </li>
  );
}
