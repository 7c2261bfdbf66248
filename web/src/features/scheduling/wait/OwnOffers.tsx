import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import { FormNote } from '@/ui/parts/FormNote';
import { useAbout } from '../mine/useAbout';
import { lapsedSince, type News } from './news';
import { OfferCard } from './OfferCard';
import { useOwnWaits } from './useOwnWaits';
import type { Waiting } from './waitApi';
import classes from './wait.module.css';

/** Times that are kept for the family right now; they stand before all else, because they end. */
export function OwnOffers() {
  const { waits, ahead, renew } = useOwnWaits();
  const [news, tell] = useState<News | null>(null);
  useLapses(waits, ahead, tell);
  const offers = waits.flatMap(({ offer }) => (offer === null ? [] : [offer]));
  return (
    <div className={classes.offers} aria-live="polite">
      {news !== null && <NewsNote news={news} />}
      {offers.map((offer) => (
        <OfferCard key={offer.id} offer={offer} ahead={ahead} onEnd={renew} onNews={tell} />
      ))}
    </div>
  );
}

/** Says that an offer has lapsed, when the list that comes next has it no more. */
function useLapses(waits: Waiting[], ahead: number, tell: (news: News) => void) {
  const before = useRef(waits);
  useEffect(() => {
    const offer = lapsedSince(before.current, waits, Date.now() - ahead);
    before.current = waits;
    if (offer !== null) tell({ offer, kind: 'lapsed' });
  }, [waits, ahead, tell]);
}

const LOOKS = { taken: 'good', declined: 'good', over: 'warn', lapsed: 'warn' } as const;

function NewsNote({ news: { offer, kind } }: { news: News }) {
  const { t } = useTranslation('scheduling/wait');
  const { time, day } = useFormat();
  const { zone, doctor } = useAbout(offer);
  const when = `${day(dayIn(offer.starts_at, zone), 'long')}, ${time(offer.starts_at, zone)}`;
  return <FormNote state={LOOKS[kind]}>{t(`news.${kind}`, { when, doctor })}</FormNote>;
}
