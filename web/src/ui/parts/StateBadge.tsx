import type { ReactNode } from 'react';
import { CheckIcon, StopIcon, WarnIcon } from './icons';
import classes from './StateBadge.module.css';

/** Each state has a colour, a shape and a word, so that none of the three must be seen to understand it. */
const SHAPES = { good: CheckIcon, warn: WarnIcon, bad: StopIcon };

type StateBadgeProps = { state: keyof typeof SHAPES; children: ReactNode };

export function StateBadge({ state, children }: StateBadgeProps) {
  const Shape = SHAPES[state];
  return (
    <span className={classes.badge} data-state={state}>
      <Shape size={16} />
      {children}
    </span>
  );
}
