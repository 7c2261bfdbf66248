import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import { Actions } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { CheckIcon } from '@/ui/parts/icons';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { freeDaysQuery, type FreeDay, type FreeTime } from '../api';
import side from '../board/side.module.css';
import { SidePanel } from '../board/SidePanel';
import { useAct } from '../queue/useAct';
import { useLiveAvailability } from '../useLiveAvailability';
import { useWindowsText } from '../wait/useWindowsText';
import { suits } from '../wait/windows';
import { isDay, wallOf } from '../zones';
import { useWaitlistRefusal } from './useWaitlistRefusal';
import classes from './waitlist.module.css';
import { offerTime, type NamedWaiting } from './waitlistApi';
import type { Ground } from './WaitlistPage';

type OfferPanelProps = { waiting: NamedWaiting; ground: Ground; onDone: () => void; onClose: () => void };

const DAYS = 14;
const rest = () => Promise.resolve();

/** A time of the desk's choice is kept for somebody who waits; what suits them is marked. */
export function OfferPanel({ waiting: { wait, patient }, ground, onDone, onClose }: OfferPanelProps) {
  const { t } = useTranslation('scheduling/waitlist');
  const windows = useWindowsText();
  const sentence = useWaitlistRefusal();
  const { busy, error, act } = useAct(rest);
  const { free, doctors, doctor, from, setDoctor, setFrom } = useFreeFor(wait, ground);
  const [at, setAt] = useState<string | null>(null);
  const name = patient?.name ?? t('noName');
  const send = (startsAt: string) => void act('offer', () => offerTime(wait.id, doctor, startsAt).then(onDone));
  return (
    <SidePanel title={t('offer.title', { name })} onClose={onClose}>
      <p className={side.note}>{windows(wait.suiting)}</p>
      <NativeSelect label={t('add.doctor')} value={doctor} onChange={(event) => setDoctor(event.currentTarget.value)} data={doctors.map(({ id, name: label }) => ({ value: id, label }))} data-autofocus />
      <TextInput type="date" label={t('offer.from')} value={from} onChange={({ currentTarget: { value } }) => isDay(value) && setFrom(value)} />
      {doctor === '' && <FormNote state="warn">{t('refusal.service')}</FormNote>}
      {free.data === undefined ? doctor !== '' && <RowsLoading rows={3} /> : <Times days={free.data} zone={ground.clinic.time_zone} suiting={wait.suiting} value={at} onChange={setAt} />}
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
      <Actions>
        <Button loading={busy !== null} disabled={at === null} onClick={() => at !== null && send(at)}>
          {t('offer.do')}
        </Button>
      </Actions>
      <p className={side.dim}>{t('offer.note')}</p>
    </SidePanel>
  );
}

/** The free times of whoever this person would go to, from the first day on that they named. */
function useFreeFor(wait: NamedWaiting['wait'], { clinic, doctors, services }: Ground) {
  const [today] = useState(() => dayIn(new Date().toISOString(), clinic.time_zone));
  const offered = services.find(({ id }) => id === wait.service_id)?.practitioner_ids ?? [];
  const mine = doctors.filter(({ id }) => (wait.practitioner_id === null ? offered.includes(id) : id === wait.practitioner_id));
  const [said, setDoctor] = useState('');
  const [from, setFrom] = useState(() => [today, ...wait.suiting.map(({ from_on: on }) => on).toSorted().slice(0, 1)].toSorted().at(-1) ?? today);
  const doctor = mine.find(({ id }) => id === said)?.id ?? mine[0]?.id ?? '';
  const range = { from, until: addDays(from, DAYS - 1) };
  const query = freeDaysQuery({ doctorId: doctor, serviceId: wait.service_id, ...range });
  const free = useLiveAvailability({ ...query, enabled: doctor !== '' }, { placesOf: () => [`${clinic.id}/${doctor}`], ...range });
  return { free, doctors: mine, doctor, from, setDoctor, setFrom };
}

type TimesProps = { days: FreeDay[]; zone: string; suiting: NamedWaiting['wait']['suiting']; value: string | null; onChange: (startsAt: string) => void };

function Times({ days, zone, suiting, value, onChange }: TimesProps) {
  const { t } = useTranslation('scheduling/waitlist');
  const { day, time } = useFormat();
  const [all, setAll] = useState(false);
  const wall = (instant: string) => wallOf(Date.parse(instant), zone);
  const fits = (one: FreeTime) => suits(suiting, wall(one.starts_at), wall(one.ends_at));
  const shown = days.map(({ on, times }) => ({ on, times: all ? times : times.filter(fits) })).filter(({ times }) => times.length > 0);
  return (
    <fieldset className={side.times}>
      <legend>{t(all ? 'offer.all' : 'offer.suiting')}</legend>
      {shown.length === 0 && <p className={side.dim}>{t(all ? 'offer.none' : 'offer.noneSuits')}</p>}
      <div className={classes.days}>
        {shown.map(({ on, times }) => (
          <div key={on}>
            <h3>{day(on, 'long')}</h3>
            <div className={classes.chips}>
              {times.map((one) => (
                <button key={one.starts_at} type="button" className={side.chip} aria-pressed={one.starts_at === value} onClick={() => onChange(one.starts_at)} aria-label={`${time(one.starts_at, zone)}, ${day(on, 'long')}`}>
                  {time(one.starts_at, zone)}
                  {all && fits(one) && <CheckIcon size={14} />}
                </button>
              ))}
            </div>
          </div>
        ))}
      </div>
      <Button size="sm" variant="default" className={classes.start} onClick={() => setAll(!all)}>
        {t(all ? 'offer.onlySuiting' : 'offer.showAll')}
      </Button>
    </fieldset>
  );
}
