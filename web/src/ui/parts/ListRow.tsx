import type { ReactNode } from 'react';
import classes from './ListRow.module.css';

type ListRowProps = { children: ReactNode; end?: ReactNode };

/** A row of a list in a panel: what it is on the left, its figure on the right. */
export function ListRow({ children, end }: ListRowProps) {
  return (
    <li className={classes.row}>
      <div className={classes.what}>{children}</div>
      {end !== undefined && <div className={classes.end}>{end}</div>}
    </li>
  );
}
