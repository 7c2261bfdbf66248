import type { ReactNode } from 'react';
import classes from './NarrowPage.module.css';
import { useArrivalFocus } from './useArrivalFocus';

type NarrowPageProps = { title: string; lead?: ReactNode; children: ReactNode; after?: ReactNode };

/** One task and nothing beside it: a card in the middle of the jaali. */
export function NarrowPage({ title, lead, children, after }: NarrowPageProps) {
  const heading = useArrivalFocus<HTMLHeadingElement>();
  return (
    <div className={classes.page}>
      <div className={classes.card}>
        <h1 ref={heading} className={classes.title} tabIndex={-1} data-page-title>
          {title}
        </h1>
        {lead !== undefined && <p className={classes.lead}>{lead}</p>}
        <div className={classes.body}>{children}</div>
      </div>
      {after !== undefined && <div className={classes.after}>{after}</div>}
    </div>
  );
}
