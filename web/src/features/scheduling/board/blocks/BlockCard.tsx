import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseIcon, LockIcon } from '@/ui/parts/icons';
import { heightOf } from '../axis';
import classes from '../cards.module.css';
import { useBoard } from '../context';
import type { Card } from '../model';
import { useTimes } from '../useTimes';

/** Below this there is no room for a button of its own; the card itself leads to it. */
const ROOM_FOR_BUTTON = 26;
const ROOM_FOR_MORE = 46;

/** Time that somebody took out: why, and one press that gives it back. */
export function BlockCard({ card, onWalk }: { card: Card; onWalk: (event: KeyboardEvent<HTMLButtonElement>) => void }) {
  const { t } = useTranslation('scheduling/board');
  const { axis, zone, onOpen, onFree } = useBoard();
  const times = useTimes(zone);
  const span = times.span(card.startsAt, card.endsAt);
  const height = heightOf(axis, card);
  const reason = card.block?.reason ?? null;
  const face = (
    <span className={classes.face} data-lines={height >= ROOM_FOR_MORE ? 3 : 1}>
      <span className={classes.first}>
        <LockIcon size={16} className={classes.mark} />
        {reason !== null && <span className={classes.unseen}>{t('look.blocked')}</span>} <span className={classes.at}>{span}</span>{' '}
        <span className={classes.name}>{reason ?? t('look.blocked')}</span>
      </span>
    </span>
  );
  return (
    <>
      <button type="button" className={classes.press} data-card onClick={() => onOpen(card)} onKeyDown={onWalk} title={[span, reason ?? t('look.blocked')].join(' · ')}>
        {face}
      </button>
      {height >= ROOM_FOR_BUTTON && (
        <button type="button" className={classes.free} aria-label={t('block.freeIt', { time: span })} title={t('block.free')} onClick={() => onFree(card)}>
          <CloseIcon size={16} />
        </button>
      )}
    </>
  );
}
