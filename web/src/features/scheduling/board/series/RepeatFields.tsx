import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import classes from '../side.module.css';
import { FEWEST_VISITS, MOST_VISITS } from './dates';
import type { Repeating } from './useRepeat';

const EVERY = [0, 1, 2, 3, 4] as const;

/** Once, or every so many weeks; with the last date, because that is what the patient asks. */
export function RepeatFields({ repeat }: { repeat: Repeating }) {
  const { t } = useTranslation('scheduling/board');
  const { day } = useFormat();
  const last = repeat.dates.at(-1);
  return (
    <>
      <div className={classes.pair}>
        <NativeSelect
          label={t('repeat.label')}
          value={String(repeat.every)}
          onChange={(event) => repeat.setEvery(Number(event.currentTarget.value))}
          data={EVERY.map((weeks) => ({ value: String(weeks), label: weeks === 0 ? t('repeat.never') : t('repeat.every', { count: weeks }) }))}
        />
        {repeat.repeats && (
          <TextInput
            label={t('repeat.count')}
            inputMode="numeric"
            maxLength={2}
            value={repeat.count}
            onChange={(event) => repeat.setCount(event.currentTarget.value)}
            error={!repeat.isWhole && t('repeat.range', { fewest: FEWEST_VISITS, most: MOST_VISITS })}
          />
        )}
      </div>
      {last !== undefined && <p className={classes.dim}>{t('repeat.until', { count: repeat.dates.length, day: day(last.day, 'long') })}</p>}
      {repeat.skip.length > 0 && (
        <p className={classes.without}>
          <span>{t('repeat.without', { days: repeat.skip.map((on) => day(on, 'short')).join(', ') })}</span>
          <Button size="compact-sm" variant="subtle" onClick={() => repeat.leaveOut([])}>
            {t('repeat.withAll')}
          </Button>
        </p>
      )}
    </>
  );
}
