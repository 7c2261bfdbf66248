import { useLayoutEffect, type CSSProperties, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { heightOf, marksOf, pixelsTo } from './axis';
import classes from './board.module.css';
import type { Column } from './columns';
import { useBoard } from './context';
import { DiaryColumn } from './DiaryColumn';
import { useTimes } from './useTimes';

type BoardGridProps = { columns: Column[]; scroller: RefObject<HTMLDivElement | null>; isToday: boolean };

/** The day as a table of time: doctors across, hours down. */
export function BoardGrid({ columns, scroller, isToday }: BoardGridProps) {
  const { t } = useTranslation('scheduling/board');
  const { axis, date, now } = useBoard();
  const isNow = isToday && axis.from <= now && now < axis.until;
  useLayoutEffect(() => {
    // A day opens where one works: today at the present, any other at its beginning.
    scroller.current?.scrollTo({ top: isNow ? Math.max(0, pixelsTo(axis, Date.now()) - 140) : 0 });
    // oxlint-disable-next-line react/exhaustive-deps -- once for each day, and not whenever the present moves on
  }, [date, scroller]);
  const measures = { '--columns': columns.length, '--half': `${axis.pixels * 30}px` } as CSSProperties;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must scroll by keys too, also on an empty day
    <div ref={scroller} className={classes.scroller} data-scroller role="region" aria-label={t('board')} tabIndex={0}>
      <div className={classes.grid} style={measures}>
        <div className={classes.corner} />
        {columns.map((column) => (
          <ColumnHead key={column.id} column={column} />
        ))}
        <Hours />
        {columns.map((column) => (
          <DiaryColumn key={column.id} column={column} />
        ))}
        {isNow && <NowLine />}
      </div>
    </div>
  );
}

function ColumnHead({ column: { name, sheet, cards } }: { column: Column }) {
  const { t } = useTranslation('scheduling/board');
  const { zone } = useBoard();
  const times = useTimes(zone);
  const hours = (sheet?.sessions ?? []).map(({ from_at, until_at }) => times.span(Date.parse(from_at), Date.parse(until_at)));
  const visits = cards.filter((card) => card.visit !== null).length;
  return (
    <div className={classes.head}>
      <p className={classes.headName} title={name}>
        {name}
      </p>
      <p className={classes.headNote} title={hours.join(', ')}>
        {hours.length === 0 ? t('away') : hours.join(', ')}
      </p>
      <p className={classes.headCount}>{t('visits', { count: visits })}</p>
    </div>
  );
}

function Hours() {
  const { axis, zone } = useBoard();
  const times = useTimes(zone);
  return (
    <div className={classes.hours} style={{ height: heightOf(axis, { startsAt: axis.from, endsAt: axis.until }) }} aria-hidden="true">
      {marksOf(axis, zone)
        .filter(({ isHour }) => isHour)
        .map(({ at }) => (
          <span key={at} className={classes.hour} style={{ top: pixelsTo(axis, at) }}>
            {times.hour(at)}
          </span>
        ))}
    </div>
  );
}

function NowLine() {
  const { axis, now, zone } = useBoard();
  const times = useTimes(zone);
  return (
    <div className={classes.nowPlace} aria-hidden="true">
      <div className={classes.now} style={{ top: pixelsTo(axis, now) }}>
        <span className={classes.nowTime}>{times.short(now)}</span>
      </div>
    </div>
  );
}
