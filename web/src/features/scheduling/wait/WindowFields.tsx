import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FormNote } from '@/ui/parts/FormNote';
import { PARTS, type Part } from '../book/times';
import { WEEKDAYS } from '../plan/week';
import { useWeekdays } from '../plan/useWeekdays';
import mine from '../mine/mine.module.css';
import { isDay } from '../zones';
import classes from './wait.module.css';
import { OWN_HOURS, type Fault, type Windows } from './windows';

type WindowFieldsProps = { value: Windows; onChange: (windows: Windows) => void; today: string; fault: Fault | null };

/** Which days and hours would do. What nobody touches means any. */
export function WindowFields({ value, onChange, today, fault }: WindowFieldsProps) {
  const { t } = useTranslation('scheduling/wait');
  return (
    <div className={classes.fields}>
      <div className={classes.pair}>
        {(['from', 'until'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={t(`when.${end}`)}
            min={today}
            value={value[end]}
            onChange={({ currentTarget: { value: said } }) => isDay(said) && onChange({ ...value, [end]: said })}
          />
        ))}
      </div>
      <Weekdays value={value} onChange={onChange} />
      <DayHours value={value} onChange={onChange} />
      {fault !== null && <FormNote state="bad">{t(`fault.${fault}`)}</FormNote>}
    </div>
  );
}

type FieldProps = Pick<WindowFieldsProps, 'value' | 'onChange'>;

const toggled = <T,>(list: T[], one: T): T[] => (list.includes(one) ? list.filter((other) => other !== one) : [...list, one]);

function Weekdays({ value, onChange }: FieldProps) {
  const { t } = useTranslation('scheduling/wait');
  const { long, short } = useWeekdays();
  return (
    <fieldset className={classes.choices}>
      <legend>{t('when.weekdays')}</legend>
      <Toggle isOn={value.weekdays.length === 0} onPress={() => onChange({ ...value, weekdays: [] })}>
        {t('days.any')}
      </Toggle>
      {WEEKDAYS.map((day) => (
        <Toggle key={day} spoken={long(day)} isOn={value.weekdays.includes(day)} onPress={() => onChange({ ...value, weekdays: toggled(value.weekdays, day) })}>
          {short(day)}
        </Toggle>
      ))}
    </fieldset>
  );
}

function DayHours({ value, onChange }: FieldProps) {
  const { t } = useTranslation('scheduling/wait');
  const { own } = value;
  const part = (one: Part) => onChange({ ...value, own: null, parts: toggled(value.parts, one) });
  return (
    <fieldset className={classes.choices}>
      <legend>{t('when.hours')}</legend>
      <Toggle isOn={own === null && value.parts.length === 0} onPress={() => onChange({ ...value, own: null, parts: [] })}>
        {t('when.anyTime')}
      </Toggle>
      {PARTS.map((one) => (
        <Toggle key={one} isOn={own === null && value.parts.includes(one)} onPress={() => part(one)}>
          {t(`when.${one}`)}
        </Toggle>
      ))}
      <Toggle isOn={own !== null} onPress={() => onChange({ ...value, own: own === null ? OWN_HOURS : null })}>
        {t('when.own')}
      </Toggle>
      {own !== null && (
        <div className={classes.pair}>
          <TextInput type="time" step={300} label={t('when.fromTime')} value={own.from} onChange={(event) => onChange({ ...value, own: { ...own, from: event.currentTarget.value } })} />
          <TextInput type="time" step={300} label={t('when.untilTime')} value={own.until} onChange={(event) => onChange({ ...value, own: { ...own, until: event.currentTarget.value } })} />
        </div>
      )}
    </fieldset>
  );
}

type ToggleProps = { isOn: boolean; onPress: () => void; /** The whole word, where the eye reads a short one. */ spoken?: string; children: string };

function Toggle({ isOn, onPress, spoken = '', children }: ToggleProps) {
  return (
    <button type="button" className={mine.choice} aria-pressed={isOn} onClick={onPress}>
      <span className={classes.spoken}>{spoken}</span>
      <span aria-hidden={spoken !== ''}>{children}</span>
    </button>
  );
}
