import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { familyQuery } from '@/features/patients';
import { Answered } from '@/ui/parts/Answered';
import { EmptyState } from '@/ui/parts/EmptyState';
import { CalendarIcon } from '@/ui/parts/icons';
import { PageHeader } from '@/ui/parts/PageHeader';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import type { Appointment } from '../api';
import { aheadQuery } from './api';
import { FamilyFilter } from './FamilyFilter';
import { Keeper } from './Keeper';
import classes from './mine.module.css';
import { NearVisits, ScannedForNothing } from './NearVisits';
import { NextVisit } from './NextVisit';
import { PastVisits } from './PastVisits';
import { OwnOffers } from '../wait/OwnOffers';
import { OwnWaits } from '../wait/OwnWaits';
import { VisitRow } from './VisitRow';

/** Where a patient's own area begins: what comes next. */
export function MyVisitsPage() {
  const { t } = useTranslation('scheduling/mine');
  const ahead = useQuery(aheadQuery);
  const family = useQuery(familyQuery);
  const [person, setPerson] = useState<string | null>(null);
  return (
    <>
      <title>{t('documentTitle')}</title>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className={classes.page}>
        <OwnOffers />
        <FamilyFilter family={family.data ?? []} value={person} onChange={setPerson} />
        <Answered query={ahead} loading={<RowsLoading rows={4} />}>
          {(visits) => (
            <>
              <ScannedForNothing visits={visits} />
              <Ahead visits={visits.filter((visit) => person === null || visit.patient_id === person)} />
            </>
          )}
        </Answered>
        <OwnWaits person={person} />
        <FeedLink />
        <PastVisits person={person} />
      </div>
      {ahead.data !== undefined && <Keeper visits={ahead.data} />}
    </>
  );
}

function Ahead({ visits: [next, ...later] }: { visits: Appointment[] }) {
  const { t } = useTranslation('scheduling/mine');
  if (next === undefined) return <NoneAhead />;
  return (
    <>
      <NextVisit visit={next} />
      <NearVisits visits={later} />
      {later.length > 0 && (
        <Panel title={t('later')}>
          <ul>
            {later.map((visit) => (
              <VisitRow key={visit.id} visit={visit} />
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

function NoneAhead() {
  const { t } = useTranslation('scheduling/mine');
  return (
    <div className={classes.none}>
      <EmptyState
        icon={CalendarIcon}
        title={t('none.title')}
        actions={
          <Button component={Link} to="/">
            {t('none.find')}
          </Button>
        }
      >
        {t('none.text')}
      </EmptyState>
    </div>
  );
}

/** The way to having them in one's own calendar; for who has it there, the way to take it back. */
function FeedLink() {
  const { t } = useTranslation('scheduling/mine');
  return (
    <Link to="/me/calendar" className={classes.feedLink}>
      <CalendarIcon size={24} />
      <span>
        <span className={classes.strong}>{t('feed.link')}</span>
        <span className={classes.small}>{t('feed.linkNote')}</span>
      </span>
    </Link>
  );
}
