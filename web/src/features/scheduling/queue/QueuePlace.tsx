import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { Panel } from '@/ui/parts/Panel';
import type { Appointment } from '../api';
import { useMinute } from '../useMinute';
import { isNear, scannedCode } from './near';
import classes from './place.module.css';
import { checkInAlone, type OwnPlace } from './queueApi';
import { useAct, useQueueRefusal } from './useAct';
import { useOwnPlace } from './useLive';

type QueuePlaceProps = { visit: Appointment; zone: string; /** Whose visit it is, where there are several. */ note?: string };

/** On the day of a visit: how many are ahead, when it will be one's turn, and checking in at the door. */
export function QueuePlace(props: QueuePlaceProps) {
  const now = useMinute().getTime();
  return isNear(props.visit, now) ? <LivePlace {...props} now={now} /> : null;
}

function LivePlace({ visit, zone, note, now }: QueuePlaceProps & { now: number }) {
  const { t } = useTranslation('scheduling/queue');
  const place = useOwnPlace(visit).data;
  if (place === undefined) return null;
  const canCheckIn = place.state === null && Date.parse(place.check_in_from) <= now && now <= Date.parse(place.check_in_until);
  const isScannedTooSoon = place.state === null && !canCheckIn && scannedCode() !== '';
  return (
    <Panel title={t('own.title')} {...(note !== undefined && { note })}>
      <div aria-live="polite">{place.state === null ? <NotHereYet place={place} zone={zone} /> : <InLine place={place} state={place.state} zone={zone} />}</div>
      {canCheckIn && <CheckIn visitId={visit.id} />}
      {isScannedTooSoon && <FormNote state="warn">{t('refusal.check_in_closed')}</FormNote>}
    </Panel>
  );
}

/** Until when nobody is seen, if that is still to come. */
function useLate(place: OwnPlace): string | null {
  const now = useMinute().getTime();
  return place.goes_on_at !== null && Date.parse(place.goes_on_at) > now ? place.goes_on_at : null;
}

function NotHereYet({ place, zone }: { place: OwnPlace; zone: string }) {
  const { t } = useTranslation('scheduling/queue');
  const { time } = useFormat();
  const late = useLate(place);
  return (
    <p className={classes.text}>
      {t('own.waiting', { count: place.waiting })} {late === null ? '' : t('own.late', { time: time(late, zone) })}
    </p>
  );
}

function InLine({ place, state, zone }: { place: OwnPlace; state: NonNullable<OwnPlace['state']>; zone: string }) {
  const { t } = useTranslation('scheduling/queue');
  const { time } = useFormat();
  const late = useLate(place);
  return (
    <div className={classes.place} data-state={state}>
      <p className={classes.number}>
        <span>{t('own.number')}</span>
        <strong>{place.token}</strong>
      </p>
      <div className={classes.words}>
        <p className={classes.main}>{t(`own.state.${state}`, { room: place.room === '' ? t('own.theDoctor') : place.room })}</p>
        {place.people_ahead !== null && <p>{t('own.ahead', { count: place.people_ahead })}</p>}
        {place.expected_at !== null && <p className="tabular">{t('own.expected', { time: time(place.expected_at, zone) })}</p>}
        {late !== null && <p className={classes.late}>{t('own.late', { time: time(late, zone) })}</p>}
      </div>
    </div>
  );
}

function CheckIn({ visitId }: { visitId: string }) {
  const { t } = useTranslation('scheduling/queue');
  const queries = useQueryClient();
  const sentence = useQueueRefusal();
  const { busy, error, act } = useAct(() => queries.invalidateQueries({ queryKey: ['scheduling'] }));
  return (
    <Form onSubmit={(said) => void act('in', () => checkInAlone(visitId, said('code').trim()))} label={t('own.checkIn')}>
      <TextInput name="code" label={t('own.code')} description={t('own.codeNote')} defaultValue={scannedCode()} maxLength={20} autoComplete="off" autoCapitalize="characters" required withAsterisk={false} />
      {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
      <Button type="submit" loading={busy !== null} className={classes.here}>
        {t('own.here')}
      </Button>
    </Form>
  );
}
