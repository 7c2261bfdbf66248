import type { ComponentType, ReactNode } from 'react';
import classes from './EmptyState.module.css';
import { useArrivalFocus } from './useArrivalFocus';

type EmptyStateProps = {
  icon: ComponentType<{ size?: number }>;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** An h1 when the state is the whole page, an h2 when it stands in a part of one. */
  wholePage?: boolean;
};

/** Nothing to show, said in a sentence with the next step beside it. */
export function EmptyState({ icon: Icon, title, children, actions, wholePage = false }: EmptyStateProps) {
  const heading = useArrivalFocus<HTMLHeadingElement>();
  const Heading = wholePage ? 'h1' : 'h2';
  return (
    <div className={classes.state} data-whole-page={wholePage || undefined}>
      <span className={classes.icon}>
        <Icon size={28} />
      </span>
      <Heading className={classes.title} {...(wholePage && { ref: heading, tabIndex: -1, 'data-page-title': true })}>
        {title}
      </Heading>
      {children !== undefined && <div className={classes.text}>{children}</div>}
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
