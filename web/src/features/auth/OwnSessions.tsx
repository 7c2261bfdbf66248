import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { endSession, signOut } from '@/lib/session/session';
import { useMe } from '@/lib/session/useSession';
import { useFormat } from '@/lib/i18n/useFormat';
import { Answered } from '@/ui/parts/Answered';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { StateBadge } from '@/ui/parts/StateBadge';
import { browserName } from '@/lib/format/browser';
import { endAllOwnSessions, endOwnSession, ownSessionsQuery, type OwnSession } from './own';
import classes from './pages.module.css';

export function OwnSessions() {
  const { t } = useTranslation('auth');
  const byCode = useMe().role === 'patient';
  const sessions = useQuery(ownSessionsQuery);
  return (
    <Panel title={t('sessions.title')} note={t(byCode ? 'sessions.noteByCode' : 'sessions.note')}>
      <Answered query={sessions} loading={<RowsLoading />}>
        {(items) => (
          <>
            <ul>
              {items.map((session) => (
                <SessionRow key={session.id} session={session} byCode={byCode} />
              ))}
            </ul>
            <div className={classes.below}>
              <ConfirmButton
                label={t('sessions.endAll')}
                question={t('sessions.endAllQuestion')}
                text={t('sessions.endAllText')}
                work={endAllOwnSessions}
                onDone={() => endSession()}
              />
            </div>
          </>
        )}
      </Answered>
    </Panel>
  );
}

/** Whoever comes in by code has no password to come back with, or to change. */
const WHAT_ENDS = {
  this: { password: 'sessions.endThisText', code: 'sessions.endThisTextByCode' },
  another: { password: 'sessions.endText', code: 'sessions.endTextByCode' },
} as const;

function SessionRow({ session, byCode }: { session: OwnSession; byCode: boolean }) {
  const { t } = useTranslation('auth');
  const { moment } = useFormat();
  const queries = useQueryClient();
  const name = browserName(session.browser);
  const end = () => (session.is_this_one ? signOut() : endOwnSession(session.id));
  const refresh = () => void queries.invalidateQueries({ queryKey: ownSessionsQuery.queryKey });
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <p className={classes.marks}>
          <span className={classes.strong}>{name}</span>
          {session.is_this_one && <StateBadge state="good">{t('sessions.thisOne')}</StateBadge>}
        </p>
        <p className={`${classes.small} tabular`}>
          {t('sessions.facts', { ip: session.ip, since: moment(session.started_at), used: moment(session.refreshed_at) })}
        </p>
      </div>
      <ConfirmButton
        label={t('sessions.end')}
        question={t('sessions.endQuestion', { browser: name })}
        text={t(WHAT_ENDS[session.is_this_one ? 'this' : 'another'][byCode ? 'code' : 'password'])}
        work={end}
        onDone={refresh}
      />
    </li>
  );
}
