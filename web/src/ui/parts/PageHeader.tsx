import type { ReactNode } from 'react';
import classes from './PageHeader.module.css';
import { useArrivalFocus } from './useArrivalFocus';

type PageHeaderProps = {
  /** The way back, above the title. */
  before?: ReactNode;
  /** Whose page it is, beside the title. */
  figure?: ReactNode;
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
};

/** The page's one h1, on a band with the jaali; its focus target, so that a new page is read from its name on. */
export function PageHeader({ before, figure, title, lead, children }: PageHeaderProps) {
  const heading = useArrivalFocus<HTMLHeadingElement>();
  return (
    <header className={classes.band}>
      <div className={classes.jaali} aria-hidden="true" />
      <div className={classes.inner}>
        {before}
        <div className={classes.named}>
          {figure}
          <div className={classes.words}>
            <h1 ref={heading} className={classes.title} tabIndex={-1} data-page-title>
              {title}
            </h1>
            {lead !== undefined && <p className={classes.lead}>{lead}</p>}
            {children}
          </div>
        </div>
      </div>
    </header>
  );
}
