import { Button } from '@mantine/core';
import type { PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { wallOf } from '../zones';
import classes from './side.module.css';
import { ofVisit, type Card, type Visit } from './model';
import { SidePanel } from './SidePanel';
import { useTimes } from './useTimes';

type StraysPanelProps = {
  strays: Visit[];
  zone: string;
  doctorName: (id: string) => string;
  onMove: (visit: Visit) => void;
  onTake: (event: PointerEvent<HTMLElement>, card: Card) => void;
  onClose: () => void;
};

/** Visits for which nothing is open any more: nobody is forgotten because a doctor is on leave. */
export function StraysPanel({ strays, zone, doctorName, onMove, onTake, onClose }: StraysPanelProps) {
  const { t } = useTranslation('scheduling/board');
  const { day } = useFormat();
  const times = useTimes(zone);
  return (
    <SidePanel title={t('strays.title', { count: strays.length })} onClose={onClose} takesFocus={false}>
      <p className={classes.note}>{t('strays.note')}</p>
      <ul className={classes.strays}>
        {strays.map((visit) => {
          const at = Date.parse(visit.starts_at);
          const name = visit.patient?.name ?? t('noName');
          return (
            <li key={visit.id} className={classes.stray} onPointerDown={(event) => onTake(event, ofVisit(visit.id, visit.practitioner_id, visit, 1, undefined))}>
              <span className={classes.strayWho}>
                <strong>{name}</strong>
                <span>
                  {day(wallOf(at, zone).day, 'weekday')}, {day(wallOf(at, zone).day, 'short')}, {times.full(at)}
                </span>
                <span className={classes.dim}>{doctorName(visit.practitioner_id)}</span>
              </span>
              <Button size="sm" variant="light" aria-label={t('strays.moveWho', { name })} onClick={() => onMove(visit)} onPointerDown={(event) => event.stopPropagation()}>
                {t('strays.move')}
              </Button>
            </li>
          );
        })}
      </ul>
    </SidePanel>
  );
}
