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

/** Time that somebody took out: why, and one press that gives it back. */
export function BlockCard({ card, onWalk }: { card: Card; onWalk: (event: KeyboardEvent<HTMLButtonElement>) => void }) {
  const { t } = useTranslation('scheduling/board');
  const { axis, zone, onOpen, onFree } = useBoard();
  const times = useTimes(zone);
  const reason = card.block?.reason ?? t('look.blocked');
  const span = times.span(card.startsAt, card.endsAt);
  const label = [t('look.blocked'), span, card.block?.reason].filter(Boolean).join(' · ');
  return (
    <>
      <button type="button" className={classes.press} data-card onClick={() => onOpen(card)} onKeyDown={onWalk} aria-label={label} title={label}>
        <span className={classes.face} data-lines="1">
          <span className={classes.first}>
            <LockIcon size={16} className={classes.mark} />
            <span className={classes.at}>{span}</span>
            <span className={classes.name}>{reason}</span>
          </span>
        </span>
      </button>
      {heightOf(axis, card) >= ROOM_FOR_BUTTON && (
        <button type="button" className={classes.free} aria-label={t('block.freeIt', { time: span })} title={t('block.free')} onClick={() => onFree(card)}>
          <CloseIcon size={16} />
        </button>
      )}
    </>
  );
}
