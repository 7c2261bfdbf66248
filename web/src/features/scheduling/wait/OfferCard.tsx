import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt, useCountdown } from '@/features/auth';
import type { Refusal } from '@/lib/api/refusal';
import { dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import { FormNote } from '@/ui/parts/FormNote';
import { Initials } from '@/ui/parts/Initials';
import { KeptBar } from '../book/KeptBar';
import mine from '../mine/mine.module.css';
import { useAbout } from '../mine/useAbout';
import type { News } from './news';
import { useWaitRefusal } from './useWaitRefusal';
import { acceptOffer, declineOffer, type Offer } from './waitApi';
import classes from './wait.module.css';

type OfferCardProps = {
  offer: Offer;
  /** How far this device's clock is ahead of the server's. */
  ahead: number;
  onEnd: () => Promise<void>;
  onNews: (news: News) => void;
};

const WHOLE_S = 15 * 60;
const SOON_S = 2 * 60;

/** A time that became free and is kept for somebody: yes, no, and how long there is to say it. */
export function OfferCard({ offer, ahead, onEnd, onNews }: OfferCardProps) {
  const { t } = useTranslation('scheduling/wait');
  const { time, day } = useFormat();
  const titleId = useId();
  const about = useAbout(offer);
  const { zone, clinic } = about;
  const until = Date.parse(offer.expires_at) + ahead;
  const isOver = useEnd(until, onEnd);
  return (
    <section className={mine.next} aria-labelledby={titleId} data-offer>
      <p className={mine.soon}>{t('offer.title', { name: about.patient })}</p>
      <h2 id={titleId} className={`${mine.nextWhen} tabular`}>
        <span>{day(dayIn(offer.starts_at, zone), 'long')}</span> <strong>{time(offer.starts_at, zone)}</strong>
      </h2>
      <div className={mine.nextWho}>
        <Initials name={about.doctor} size="sm" />
        <p>
          <span className={mine.strong}>{about.doctor}</span>
          <span className={mine.small}>{[about.service, clinic && `${clinic.name}, ${clinic.address.city}`].filter(Boolean).join(' · ')}</span>
        </p>
      </div>
      <KeptBar until={until} wholeS={WHOLE_S} soonS={SOON_S} kept={t('offer.kept', { time: time(offer.expires_at, zone) })} soon={t('offer.soon')} soonSpoken={t('offer.soonSpoken')} />
      <Answers offer={offer} isOver={isOver} onNews={onNews} />
    </section>
  );
}

/** At its end the list is asked for again: the time has gone on to the next who waits. */
function useEnd(until: number, onEnd: () => Promise<void>): boolean {
  const isOver = useCountdown(until) === 0;
  useEffect(() => {
    if (isOver) void onEnd();
  }, [isOver, onEnd]);
  return isOver;
}

function Answers({ offer, isOver, onNews }: { offer: Offer; isOver: boolean; onNews: (news: News) => void }) {
  const { t } = useTranslation('scheduling/wait');
  const queries = useQueryClient();
  const sentence = useWaitRefusal();
  const [answer, setAnswer] = useState<'taken' | 'declined' | null>(null);
  const { busy, error, waitS, run } = useAttempt();
  const say = (kind: News['kind']) => {
    onNews({ offer, kind });
    void queries.invalidateQueries({ queryKey: ['scheduling'] });
  };
  const isTooLate = ({ slug }: Refusal): boolean => {
    if (slug !== 'offer-over' && slug !== 'not-found') return false;
    say('over');
    return true;
  };
  const send = (kind: 'taken' | 'declined', work: () => Promise<unknown>) => {
    setAnswer(kind);
    void run(work, () => say(kind), isTooLate);
  };
  const isShut = isOver || waitS > 0 || busy;
  return (
    <>
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
      <div className={`${mine.actions} ${classes.answers}`}>
        <Button size="lg" loading={busy && answer === 'taken'} disabled={isShut} onClick={() => send('taken', () => acceptOffer(offer.id))}>
          {t('offer.take')}
        </Button>
        <Button size="lg" variant="default" loading={busy && answer === 'declined'} disabled={isShut} onClick={() => send('declined', () => declineOffer(offer.id))}>
          {t('offer.decline')}
        </Button>
      </div>
    </>
  );
}
