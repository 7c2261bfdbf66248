import { Skeleton } from '@mantine/core';
import classes from './RowsLoading.module.css';

/** Rows of a list that are on their way. */
export function RowsLoading({ rows = 3 }: { rows?: number }) {
  return (
    <div className={classes.rows} aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={44} />
      ))}
    </div>
  );
}
