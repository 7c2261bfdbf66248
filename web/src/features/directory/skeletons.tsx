import { Skeleton } from '@mantine/core';
import classes from './skeletons.module.css';

const ROWS = ['first', 'second', 'third'];
const LINES = ['one', 'two', 'three', 'four', 'five', 'six'];

/** Skeletons keep the place of what comes, so that nothing jumps; they are silent, because "busy" is said elsewhere. */
export function DoctorsLoading() {
  return (
    <div className={classes.cards} aria-hidden="true">
      {ROWS.map((row) => (
        <div key={row} className={classes.card}>
          <Skeleton className={classes.initials} />
          <div className={classes.lines}>
            <Skeleton height={22} width="45%" />
            <Skeleton height={16} width="30%" />
            <Skeleton height={16} width="75%" />
          </div>
        </div>
      ))}
    </div>
  );
}

export function FiltersLoading() {
  return (
    <div className={classes.lines} aria-hidden="true">
      {LINES.map((line) => (
        <Skeleton key={line} height={28} />
      ))}
    </div>
  );
}

export function PageLoading() {
  return (
    <div className={classes.page} aria-hidden="true">
      <Skeleton height={44} width="min(24rem, 80%)" />
      <Skeleton height={20} width="min(16rem, 60%)" />
      <Skeleton height={220} mt="xl" radius="lg" />
    </div>
  );
}

export function RowsLoading() {
  return (
    <div className={classes.lines} aria-hidden="true">
      {ROWS.map((row) => (
        <Skeleton key={row} height={40} />
      ))}
    </div>
  );
}
