import { useEffect, useRef, type CSSProperties, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { RepeatIcon } from '@/ui/parts/icons';
import { heightOf, pixelsTo } from './axis';
import classes from './cards.module.css';
import { BlockCard } from './blocks/BlockCard';
import { useBoard } from './context';
import type { Placed } from './lanes';
import { isMovable, type Card } from './model';
import { lookOf, MARKS, useLookWord, type Look } from './useCardWords';
import { useTimes } from './useTimes';

/** Below this a card has room for one line, and from there on for two. */
const TWO_LINES = 46;
const THREE_LINES = 68;

export function VisitCard({ card, lane, lanes }: Placed) {
  const { axis, chosen, grip, freeing, onOpen, onTake, onKey } = useBoard();
  const height = heightOf(axis, card);
  const look = lookOf(card);
  const canMove = card.visit !== null && isMovable(card.visit);
  const style: CSSProperties = {
    top: pixelsTo(axis, card.startsAt),
    height: Math.max(height - 2, 12),
    insetInlineStart: `${(lane / lanes) * 100}%`,
    width: `calc(${100 / lanes}% - 3px)`,
  };
  const face = <CardFace card={card} height={height} />;
  if (card.visit === null) {
    return (
      <li className={classes.card} data-look={look} data-held={(card.block !== null && card.block.id === freeing) || undefined} style={style}>
        {card.block === null ? face : <BlockCard card={card} onWalk={walk} />}
      </li>
    );
  }
  return (
    <li className={classes.card} data-look={look} data-held={grip?.cardKey === card.key || undefined} data-chosen={chosen === card.visit.id || undefined} style={style}>
      <button
        type="button"
        className={classes.press}
        data-card
        data-visit={card.visit.id}
        data-movable={canMove || undefined}
        aria-describedby={canMove ? 'board-keys' : undefined}
        onClick={() => onOpen(card)}
        onPointerDown={(event) => onTake(event, card, 'move')}
        onKeyDown={(event) => onKey(event, card) || walk(event)}
      >
        {face}
      </button>
      {canMove && <span className={classes.edge} data-edge aria-hidden="true" onPointerDown={(event) => onTake(event, card, 'resize')} />}
    </li>
  );
}

function CardFace({ card, height }: { card: Card; height: number }) {
  const { t } = useTranslation('scheduling/board');
  const { zone, serviceName } = useBoard();
  const times = useTimes(zone);
  const word = useLookWord();
  const look = lookOf(card);
  const lines = height >= THREE_LINES ? 3 : height >= TWO_LINES ? 2 : 1;
  const service = card.visit === null ? '' : serviceName(card.visit.service_id);
  const until = card.expiresAt === null ? '' : t('until', { time: times.full(card.expiresAt) });
  const name = card.visit === null ? word(look) : (card.visit.patient?.name ?? t('noName'));
  const isRepeated = card.visit !== null && card.visit.series_id !== null;
  const below = [look === 'confirmed' || card.visit === null ? '' : word(look), until, service].filter(Boolean);
  return (
    <span className={classes.face} data-lines={lines} title={[name, ...below, isRepeated ? t('series.one') : ''].filter(Boolean).join(' · ')}>
      <span className={classes.first}>
        <time className={classes.at} dateTime={new Date(card.startsAt).toISOString()}>
          {times.short(card.startsAt)}
        </time>
        <Mark look={look} />
        <span className={classes.name}>{name}</span>
        {isRepeated && <Repeated />}
      </span>
      <span className={lines === 1 ? classes.unseen : classes.second}>{below.join(' · ')}</span>
    </span>
  );
}

function Repeated() {
  const { t } = useTranslation('scheduling/board');
  return (
    <>
      <RepeatIcon size={14} className={classes.repeated} />
      <span className={classes.unseen}>{t('series.one')}</span>
    </>
  );
}

function Mark({ look }: { look: Look }) {
  const Shape = MARKS[look];
  return Shape === undefined ? null : <Shape size={16} className={classes.mark} />;
}

/** Arrows go from card to card: down the column, and to the nearest one beside it. */
function walk(event: KeyboardEvent<HTMLButtonElement>) {
  const [down, side] = [{ ArrowUp: -1, ArrowDown: 1 }[event.key], { ArrowLeft: -1, ArrowRight: 1 }[event.key]];
  if (down === undefined && side === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const column = event.currentTarget.closest('[data-diary]');
  const next = down === undefined ? nearestBeside(event.currentTarget, column, side ?? 1) : besides(column)[besides(column).indexOf(event.currentTarget) + down];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

const topOf = (element: HTMLElement): number => element.getBoundingClientRect().top;

const besides = (column: Element | null): HTMLElement[] =>
  [...(column?.querySelectorAll<HTMLElement>('[data-card]') ?? [])].toSorted((a, b) => topOf(a) - topOf(b));

function nearestBeside(from: HTMLElement, column: Element | null, side: number): HTMLElement | undefined {
  const columns = [...(column?.parentElement?.querySelectorAll('[data-diary]') ?? [])];
  for (let place = columns.indexOf(column as Element) + side; place >= 0 && place < columns.length; place += side) {
    const cards = besides(columns[place] ?? null);
    if (cards.length > 0) return cards.toSorted((a, b) => Math.abs(topOf(a) - topOf(from)) - Math.abs(topOf(b) - topOf(from)))[0];
  }
  return undefined;
}

/** Where a visit that is held would come to rest. */
export function Ghost() {
  const { t } = useTranslation('scheduling/board');
  const { axis, grip, zone } = useBoard();
  const times = useTimes(zone);
  const place = useRef<HTMLLIElement>(null);
  const byKeys = grip?.byKeys === true;
  // With every key the place is another one, and it must stay in sight.
  useEffect(() => {
    if (byKeys && grip !== null) place.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [byKeys, grip]);
  if (grip === null) return null;
  const { to, visit } = grip;
  return (
    <li ref={place} className={classes.ghost} style={{ top: pixelsTo(axis, to.startsAt), height: heightOf(axis, to) - 2 }} aria-hidden="true">
      <strong>{times.span(to.startsAt, to.endsAt)}</strong> {visit.patient?.name ?? t('noName')}
    </li>
  );
}
