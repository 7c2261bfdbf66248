import { Button, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { WarnIcon } from '@/ui/parts/icons';
import { QueueLink } from '../queue/QueueLink';
import { WaitlistLink } from '../waitlist/WaitlistLink';
import classes from './bar.module.css';
import type { Visit, VisitState } from './model';
import type { Desk } from './useDesk';

const count = (visits: Visit[], ...states: VisitState[]): number => visits.filter(({ state }) => states.includes(state)).length;

/** The day in figures, above its name. */
export function DayFigures({ visits }: { visits: Visit[] }) {
  const { t } = useTranslation('scheduling/board');
  return (
    <span className={classes.figures} aria-label={t('figures.label')} role="group">
      <span>{t('figures.expected', { count: count(visits, 'confirmed', 'requested') })}</span>
      <span>{t('figures.arrived', { count: count(visits, 'arrived') })}</span>
      <span>{t('figures.inside', { count: count(visits, 'in_consultation') })}</span>
      <span>{t('figures.done', { count: count(visits, 'completed') })}</span>
    </span>
  );
}

/** What is begun from here. */
export function BoardTools({ desk }: { desk: Desk }) {
  const { t } = useTranslation('scheduling/board');
  const { strays, side } = desk;
  return (
    <>
      {strays.length > 0 && side.kind !== 'strays' && (
        <Button size="sm" variant="default" className={classes.warn} leftSection={<WarnIcon size={18} />} onClick={desk.openStrays}>
          {t('strays.title', { count: strays.length })}
        </Button>
      )}
      {desk.hasRooms && !desk.isPhone && (
        <Button size="sm" variant="default" aria-pressed={desk.showsRooms} onClick={desk.toggleRooms}>
          {t('rooms')}
        </Button>
      )}
      <Button size="sm" variant="default" onClick={() => desk.openBlocking(desk.isPhone ? (desk.shown?.id ?? null) : null, null)} aria-keyshortcuts="b">
        {t('block.open')}
      </Button>
      <QueueLink />
      <WaitlistLink />
      <Button size="sm" onClick={() => desk.openBooking(null, null)} aria-keyshortcuts="n">
        {t('book.open')}
      </Button>
    </>
  );
}

/** One doctor at a time, where there is no room for all. */
export function DoctorChoice({ desk }: { desk: Desk }) {
  const { t } = useTranslation('scheduling/board');
  if (!desk.isPhone || desk.atWork.length < 2) return null;
  return (
    <div className={classes.doctorChoice}>
      <NativeSelect
        aria-label={t('fact.doctor')}
        value={desk.shown?.id ?? ''}
        onChange={(event) => desk.keepDoctor(event.currentTarget.value)}
        data={desk.atWork.map(({ id, name, cards }) => ({ value: id, label: [name, t('visits', { count: cards.filter((card) => card.visit !== null).length })].join(' · ') }))}
      />
    </div>
  );
}
