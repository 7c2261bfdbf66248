import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FormNote } from '@/ui/parts/FormNote';
import { isMovable } from '../model';
import classes from '../side.module.css';
import { useTimes } from '../useTimes';
import type { Obstacle } from './obstacles';

type InTheWayProps = { obstacles: Obstacle[]; zone: string; onMoveVisit: (visitId: string) => void };

/** Who stands in the stretch, each with the way to where the visit is moved. */
export function InTheWay({ obstacles, zone, onMoveVisit }: InTheWayProps) {
  const { t } = useTranslation('scheduling/board');
  return (
    <div className={classes.missing}>
      <FormNote state="warn">{t('block.inTheWay', { count: obstacles.length })}</FormNote>
      <ul>
        {obstacles.map((one) => (
          <ObstacleRow key={one.key} obstacle={one} zone={zone} onMoveVisit={onMoveVisit} />
        ))}
      </ul>
    </div>
  );
}

function ObstacleRow({ obstacle: { startsAt, visit }, zone, onMoveVisit }: { obstacle: Obstacle; zone: string; onMoveVisit: (visitId: string) => void }) {
  const { t } = useTranslation('scheduling/board');
  const times = useTimes(zone);
  const name = visit === null ? t('look.held') : (visit.patient?.name ?? t('noName'));
  return (
    <li className={classes.obstacle}>
      <span>
        <strong className="tabular">{times.full(startsAt)}</strong> {name}
      </span>
      {visit !== null && isMovable(visit) && (
        <Button size="compact-sm" variant="subtle" aria-label={t('strays.moveWho', { name })} onClick={() => onMoveVisit(visit.id)}>
          {t('strays.move')}
        </Button>
      )}
    </li>
  );
}
