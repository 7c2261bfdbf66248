import { dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import type { FreeTime } from '../api';
import classes from './calendar.module.css';

type TimeButtonProps = { time: FreeTime; zone: string; onPick: (time: FreeTime) => void; withDay?: boolean };

/** A free time that can be pressed. Its day stands above it, or in it where times of several days stand together. */
export function TimeButton({ time, zone, onPick, withDay = false }: TimeButtonProps) {
  const { time: timeText, day } = useFormat();
  const on = dayIn(time.starts_at, zone);
  return (
    <button
      type="button"
      className={`${classes.time} tabular`}
      {...(!withDay && { 'aria-label': `${timeText(time.starts_at, zone)}, ${day(on, 'long')}` })}
      onClick={() => onPick(time)}
    >
      {withDay && <span className={classes.timeDay}>{`${day(on, 'weekday')} ${day(on, 'short')}`} </span>}
      {timeText(time.starts_at, zone)}
    </button>
  );
}

/** A time that was taken a moment ago: it keeps its place and can be pressed no more. */
export function GoneTime({ time, zone }: Pick<TimeButtonProps, 'time' | 'zone'>) {
  const { time: timeText } = useFormat();
  return (
    <s className={`${classes.gone} tabular`} aria-hidden="true">
      {timeText(time.starts_at, zone)}
    </s>
  );
}
