import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { Answered } from '@/ui/parts/Answered';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { CopyText } from '@/ui/parts/CopyText';
import { FormNote } from '@/ui/parts/FormNote';
import { BackIcon } from '@/ui/parts/icons';
import { PageHeader } from '@/ui/parts/PageHeader';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';
import { useDeed } from '../plan/useDeed';
import { feedQuery, makeFeed, removeFeed, type Feed } from './feedApi';
import classes from './mine.module.css';

/** The secret address at which a telephone's calendar reads the family's visits, and how it gets there. */
export function CalendarFeedPage() {
  const { t } = useTranslation('scheduling/mine');
  const feed = useQuery(feedQuery);
  return (
    <>
      <title>{t('feed.documentTitle')}</title>
      <PageHeader
        before={
          <Link to="/me" className={classes.back}>
            <BackIcon size={18} />
            {t('visit.back')}
          </Link>
        }
        title={t('feed.title')}
        lead={t('feed.lead')}
      />
      <div className={classes.page}>
        <Panel title={t('feed.address')} note={t('feed.note')}>
          <Answered query={feed} loading={<RowsLoading rows={2} />}>
            {(found) => <Address feed={found} />}
          </Answered>
        </Panel>
        <HowTo />
      </div>
    </>
  );
}

function Address({ feed }: { feed: Feed | null }) {
  const { t } = useTranslation('scheduling/mine');
  const { moment } = useFormat();
  const queries = useQueryClient();
  const [address, setAddress] = useState<string | null>(null);
  const [isRemoved, setIsRemoved] = useState(false);
  const renew = () => queries.invalidateQueries({ queryKey: feedQuery.queryKey });
  const make = async () => {
    setAddress(await makeFeed());
    setIsRemoved(false);
    await renew();
  };
  const remove = async () => {
    await removeFeed();
    setAddress(null);
    setIsRemoved(true);
    await renew();
  };
  if (feed === null) return <NoAddress isRemoved={isRemoved} make={make} />;
  return (
    <div className={classes.stack}>
      {address === null ? (
        <p className="tabular">{t('feed.since', { when: moment(feed.made_at) })}</p>
      ) : (
        <>
          <FormNote state="warn">{t('feed.once')}</FormNote>
          <CopyText key={address} label={t('feed.label')} text={address} />
        </>
      )}
      <div className={classes.actions}>
        <ConfirmButton label={t('feed.renew')} question={t('feed.renewQuestion')} text={t('feed.renewText')} work={make} />
        <ConfirmButton label={t('feed.remove')} question={t('feed.removeQuestion')} text={t('feed.removeText')} work={remove} />
      </div>
    </div>
  );
}

function NoAddress({ isRemoved, make }: { isRemoved: boolean; make: () => Promise<void> }) {
  const { t } = useTranslation('scheduling/mine');
  const { busy, error, run } = useDeed();
  const sentence = useRefusalSentence();
  return (
    <div className={classes.stack}>
      {isRemoved ? <FormNote state="good">{t('feed.removed')}</FormNote> : <p>{t('feed.none')}</p>}
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
      <Button className={classes.start} loading={busy} onClick={() => void run(make)}>
        {t('feed.make')}
      </Button>
    </div>
  );
}

const CALENDARS = ['google', 'apple', 'outlook'] as const;
const STEPS = ['one', 'two', 'three'] as const;

function HowTo() {
  const { t } = useTranslation('scheduling/mine');
  return (
    <Panel title={t('feed.how')} note={t('feed.howNote')}>
      <div className={classes.stack}>
        {CALENDARS.map((calendar) => (
          <section key={calendar}>
            <h3 className={classes.stepsTitle}>{t(`feed.${calendar}.title`)}</h3>
            <ol className={classes.steps}>
              {STEPS.map((step) => (
                <li key={step}>{t(`feed.${calendar}.${step}`)}</li>
              ))}
            </ol>
          </section>
        ))}
      </div>
    </Panel>
  );
}
