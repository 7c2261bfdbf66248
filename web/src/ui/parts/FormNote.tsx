import type { ReactNode } from 'react';
import classes from './FormNote.module.css';
import { CheckIcon, StopIcon, WarnIcon } from './icons';

const SHAPES = { good: CheckIcon, warn: WarnIcon, bad: StopIcon };

type FormNoteProps = { state: keyof typeof SHAPES; children: ReactNode };

/** What became of a form, said above its buttons and read out when it appears. */
export function FormNote({ state, children }: FormNoteProps) {
  const Shape = SHAPES[state];
  return (
    <p className={classes.note} data-state={state} role={state === 'good' ? 'status' : 'alert'}>
      <Shape size={20} />
      <span>{children}</span>
    </p>
  );
}
