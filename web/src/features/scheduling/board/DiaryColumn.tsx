import { useMemo, useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { heightOf, instantAt, pixelsTo, type Span } from './axis';
import { useStretch } from './blocks/useStretch';
import classes from './board.module.css';
import type { Column } from './columns';
import { useBoard } from './context';
import { freeAt } from './free';
import { laidOut } from './lanes';
import type { Sheet } from './model';
import { useTimes } from './useTimes';
import { Ghost, VisitCard } from './VisitCard';

/** One diary's day: open hours are bright, everything else is grey. */
export function DiaryColumn({ column }: { column: Column }) {
  const { t } = useTranslation('scheduling/board');
  const { axis, grip, onStretch } = useBoard();
  const { sheet, cards, isRoom } = column;
  const placed = useMemo(() => laidOut(cards, sheet?.sessions ?? []), [cards, sheet]);
  const free = useFreePointing(column);
  const stretch = useStretch(axis, (span) => onStretch(column.id, span));
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- without a mouse a visit is booked with N
    <section
      className={classes.column}
      aria-label={column.name}
      data-diary={column.id}
      data-room={isRoom || undefined}
      style={{ height: heightOf(axis, { startsAt: axis.from, endsAt: axis.until }) }}
      {...free.handlers}
      onPointerDown={stretch.take}
    >
      <OpenTimes sheet={sheet} />
      {stretch.span !== null ? <MarkedSpan span={stretch.span} /> : free.span !== null && grip === null && <FreeSpan span={free.span} />}
      <ul className={classes.cards}>
        {placed.map((one) => (
          <VisitCard key={one.card.key} {...one} />
        ))}
        {grip?.to.diaryId === column.id && !isRoom && <Ghost />}
      </ul>
      {sheet !== undefined && sheet.closed_for.length > 0 && <p className={classes.closed}>{t('closed')}</p>}
    </section>
  );
}

function OpenTimes({ sheet }: { sheet: Sheet | undefined }) {
  const { axis } = useBoard();
  if (sheet === undefined || sheet.closed_for.length > 0) return null;
  return sheet.sessions.map((hours) => {
    const span = { startsAt: Math.max(Date.parse(hours.from_at), axis.from), endsAt: Math.min(Date.parse(hours.until_at), axis.until) };
    return <div key={hours.from_at} className={classes.open} style={{ top: pixelsTo(axis, span.startsAt), height: heightOf(axis, span) }} />;
  });
}

function FreeSpan({ span }: { span: Span }) {
  const { axis, zone } = useBoard();
  const times = useTimes(zone);
  return (
    <div className={classes.free} style={{ top: pixelsTo(axis, span.startsAt), height: heightOf(axis, span) - 2 }} aria-hidden="true">
      + {times.short(span.startsAt)}
    </div>
  );
}

function MarkedSpan({ span }: { span: Span }) {
  const { axis, zone } = useBoard();
  const times = useTimes(zone);
  return (
    <div className={classes.marked} style={{ top: pixelsTo(axis, span.startsAt), height: heightOf(axis, span) - 2 }} aria-hidden="true">
      {times.span(span.startsAt, span.endsAt)}
    </div>
  );
}

/** Pointing at a free time shows what a press would book. */
function useFreePointing({ id, sheet, isRoom }: Column) {
  const { axis, onBook } = useBoard();
  const [span, setSpan] = useState<Span | null>(null);
  const found = (event: MouseEvent<HTMLElement>): Span | null => {
    const isCard = event.target instanceof Element && event.target.closest('li') !== null;
    if (isCard || isRoom) return null;
    return freeAt(sheet, instantAt(axis, event.clientY - event.currentTarget.getBoundingClientRect().top));
  };
  const point = (event: MouseEvent<HTMLElement>) => {
    const next = found(event);
    if (next?.startsAt !== span?.startsAt) setSpan(next);
  };
  const press = (event: MouseEvent<HTMLElement>) => {
    const pressed = found(event);
    if (pressed !== null) onBook(id, pressed.startsAt);
  };
  return { span, handlers: { onMouseMove: point, onMouseLeave: () => setSpan(null), onMouseDown: () => setSpan(null), onClick: press } };
}
