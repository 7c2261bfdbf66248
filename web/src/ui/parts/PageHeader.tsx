import type { ReactNode } from 'react';
import classes from './PageHeader.module.css';
import { useArrivalFocus } from './useArrivalFocus';

type PageHeaderProps = {
  /** Stands before the title: where one came from, or whose page it is. */
  before?: ReactNode;
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
};

/** The page's one h1, on a band with the jaali; its focus target, so that a new page is read from its name on. */
export function PageHeader({ before, title, lead, children }: PageHeaderProps) {
  const heading = useArrivalFocus<HTMLHeadingElement>();
  return (
    <header className={classes.band}>
      <div className={classes.jaali} aria-hidden="true" />
      <div className={classes.inner}>
        {before}
        <h1 ref={heading} className={classes.title} tabIndex={-1} data-page-title>
          {title}
        </h1>
        {lead !== undefined && <p className={classes.lead}>{lead}</p>}
        {children}
      </div>
    </header>
  );
}
