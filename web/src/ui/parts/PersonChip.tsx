import type { ReactNode } from 'react';
import { Initials } from './Initials';
import classes from './PersonChip.module.css';

type PersonChipProps = { name: string; note: string; label?: ReactNode };

/** A person in one line: initials, name (or a link in its place) and one thing worth knowing. */
export function PersonChip({ name, note, label }: PersonChipProps) {
  return (
    <span className={classes.chip}>
      <Initials name={name} size="sm" />
      <span>
        <span className={classes.name}>{label ?? name}</span>
        <span className={classes.note}>{note}</span>
      </span>
    </span>
  );
}
