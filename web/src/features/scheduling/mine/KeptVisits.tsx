import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneText } from '@/lib/format/phone';
import { dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import { FormNote } from '@/ui/parts/FormNote';
import { PageHeader } from '@/ui/parts/PageHeader';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { keptVisits, type KeptVisit } from './kept';
import classes from './mine.module.css';

type Found = Awaited<ReturnType<typeof aheadOfKept>>;

async function aheadOfKept() {
  const kept = await keptVisits();
  const ahead = kept?.what.filter(({ endsAt }) => Date.parse(endsAt) > Date.now()) ?? [];
  return kept === null || ahead.length === 0 ? null : { keptAt: kept.keptAt, ahead };
}

/** Without a network: the next visits as they were when they were last seen here, and when that was. */
export function KeptVisits({ whenNone }: { whenNone: ReactNode }) {
  const { t } = useTranslation('scheduling/mine');
  const { moment } = useFormat();
  const [found, setFound] = useState<Found | undefined>(undefined);
  useEffect(() => {
    void aheadOfKept().then(setFound);
  }, []);
  if (found === undefined) return <RowsLoading />;
  if (found === null) return whenNone;
  return (
    <>
      <title>{t('documentTitle')}</title>
      <PageHeader title={t('title')} />
      <div className={classes.page}>
        <FormNote state="warn">{t('kept', { when: moment(found.keptAt) })}</FormNote>
        {found.ahead.map((visit) => (
          <KeptPanel key={visit.id} visit={visit} />
        ))}
      </div>
    </>
  );
}

function KeptPanel({ visit }: { visit: KeptVisit }) {
  const { t } = useTranslation('scheduling/mine');
  const { time, day } = useFormat();
  return (
    <Panel title={[day(dayIn(visit.startsAt, visit.zone), 'long'), time(visit.startsAt, visit.zone)].join(', ')} note={visit.doctor}>
      <p>{[visit.service, t('for', { name: visit.patient })].join(' · ')}</p>
      <p>{visit.mode === 'video' ? t('byVideo') : [visit.clinic, ...visit.address].join(', ')}</p>
      <a href={`tel:${visit.phone}`} className={`${classes.link} tabular`}>
        {phoneText(visit.phone)}
      </a>
    </Panel>
  );
}
