import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { clockAt, instantOf, minutesOf } from '../zones';
import classes from './side.module.css';
import { freeTimes } from './free';
import type { Sheet } from './model';
import { useNow } from './useNow';
import { useTimes } from './useTimes';

type TimeChoiceProps = {
  sheet: Sheet | undefined;
  isLoading?: boolean;
  zone: string;
  /** "09:30", as the time field has it. */
  value: string;
  onChange: (value: string) => void;
  lengthMinutes: number;
};

/** The free times as buttons, and a field for any other minute: the desk may put a visit in between. */
export function TimeChoice({ sheet, isLoading = false, zone, value, onChange, lengthMinutes }: TimeChoiceProps) {
  const { t } = useTranslation('scheduling/board');
  const times = useTimes(zone);
  const free = freeTimes(sheet, useNow(20_000), lengthMinutes);
  const minutes = minutesOf(value);
  const end = sheet === undefined || minutes === null ? '' : times.full(instantOf(sheet.on, minutes, zone) + lengthMinutes * 60_000);
  return (
    <fieldset className={classes.times}>
      <legend>{t('time.legend')}</legend>
      {free.length === 0 && !isLoading && <p className={classes.dim}>{t('time.none')}</p>}
      <div className={classes.chips}>
        {free.map(({ startsAt }) => {
          const clock = clockAt(startsAt, zone);
          return (
            <button key={startsAt} type="button" className={classes.chip} aria-pressed={clock === value} onClick={() => onChange(clock)}>
              {times.short(startsAt)}
            </button>
          );
        })}
      </div>
      <TextInput
        label={t('time.other')}
        description={end === '' ? undefined : t('until', { time: end })}
        type="time"
        step={300}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </fieldset>
  );
}
