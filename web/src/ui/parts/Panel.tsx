import { useId, type ReactNode } from 'react';
import classes from './Panel.module.css';

type PanelProps = { title: string; note?: string; children: ReactNode };

/** A named part of a page. */
export function Panel({ title, note, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <h2 id={id} className={classes.title}>
        {title}
      </h2>
      {note !== undefined && <p className={classes.note}>{note}</p>}
      <div className={classes.body}>{children}</div>
    </section>
  );
}
