import { initialsOf } from '@/lib/format/words';
import classes from './Initials.module.css';

const TINTS = 6;

/** The same person has the same tint on every page, so that the eye finds them again. */
function tintOf(key: string): number {
  let sum = 7;
  for (const letter of key) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % TINTS;
}

type InitialsProps = { name: string; size?: 'sm' | 'md' | 'lg' };

/** Stands in for a photograph; the name always stands beside it, so it is silent itself. */
export function Initials({ name, size = 'md' }: InitialsProps) {
  return (
    <span className={classes.initials} data-size={size} data-tint={tintOf(name)} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
