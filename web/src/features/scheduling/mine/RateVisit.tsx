import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormNote } from '@/ui/parts/FormNote';
import { Panel } from '@/ui/parts/Panel';
import { StarChoice } from '@/ui/parts/Stars';
import type { Appointment } from '../api';
import { useBookingRefusal } from '../book/useBookingRefusal';
import { useMinute } from '../useMinute';
import { ownReviewsQuery, rateVisit } from './api';
import classes from './mine.module.css';

const OPEN_MS = 90 * 24 * 60 * 60_000;

/** How it was: once, and for as long as the server still takes it. */
export function RateVisit({ visit }: { visit: Appointment }) {
  const isOpen = useMinute().getTime() - Date.parse(visit.ends_at) < OPEN_MS;
  const own = useQuery({ ...ownReviewsQuery, enabled: visit.state === 'completed' });
  const { t } = useTranslation('scheduling/mine');
  if (visit.state !== 'completed' || own.data === undefined) return null;
  const said = own.data.items.find(({ appointment_id }) => appointment_id === visit.id);
  if (said !== undefined) {
    return (
      <Panel title={t('rate.title')}>
        <div className={classes.stack}>
          <FormNote state="good">{t('rate.thanks', { count: said.stars })}</FormNote>
          {said.text !== '' && <p className={classes.said}>{said.text}</p>}
          {said.answer !== null && (
            <div>
              <p className={classes.small}>{t('rate.answer')}</p>
              <p className={classes.said}>{said.answer.text}</p>
            </div>
          )}
        </div>
      </Panel>
    );
  }
  return isOpen ? <RateForm visit={visit} /> : null;
}

function RateForm({ visit }: { visit: Appointment }) {
  const { t } = useTranslation('scheduling/mine');
  const [stars, setStars] = useState(0);
  const [text, setText] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const queries = useQueryClient();
  const refusal = useBookingRefusal();
  const post = useMutation({
    mutationFn: () => rateVisit(visit.id, stars, text.trim()),
    onSuccess: () => queries.invalidateQueries({ queryKey: ownReviewsQuery.queryKey }),
  });
  const send = () => {
    setIsMissing(stars === 0);
    if (stars > 0) post.mutate();
  };
  return (
    <Panel title={t('rate.title')} note={t('rate.note')}>
      <div className={classes.rate}>
        <div className={classes.stars}>
          <StarChoice value={stars} onChange={setStars} label={t('rate.stars')} labelOf={(count) => t('rate.count', { count })} />
          {stars > 0 && <span aria-hidden="true">{t('rate.count', { count: stars })}</span>}
        </div>
        <Textarea label={t('rate.text')} value={text} onChange={(event) => setText(event.currentTarget.value)} maxLength={1000} rows={3} />
        {isMissing && stars === 0 && <FormNote state="bad">{t('rate.missing')}</FormNote>}
        {post.error !== null && <FormNote state="bad">{refusal(post.error)}</FormNote>}
        <Button onClick={send} loading={post.isPending}>
          {t('rate.post')}
        </Button>
      </div>
    </Panel>
  );
}
