import { Rating } from '@mantine/core';
import { StarIcon } from './icons';
import classes from './Stars.module.css';

const MOST = 5;
const READ_PX = 18;
const CHOSEN_PX = 32;

/** How many stars somebody gave; read out as one picture. */
export function Stars({ count, label }: { count: number; label: string }) {
  return (
    <span role="img" aria-label={label} className={classes.stars}>
      {Array.from({ length: MOST }, (_, n) => (
        <StarIcon key={n} size={READ_PX} className={n < count ? classes.full : classes.empty} />
      ))}
    </span>
  );
}

type StarChoiceProps = { value: number; onChange: (stars: number) => void; label: string; labelOf: (stars: number) => string };

/** Stars to choose from, each wide enough for a thumb and named by its number. */
export function StarChoice({ value, onChange, label, labelOf }: StarChoiceProps) {
  return (
    <Rating
      value={value}
      onChange={onChange}
      count={MOST}
      aria-label={label}
      getSymbolLabel={labelOf}
      emptySymbol={<Target look={classes.empty} />}
      fullSymbol={<Target look={classes.full} />}
    />
  );
}

const Target = ({ look }: { look: string | undefined }) => (
  <span className={classes.target}>
    <StarIcon size={CHOSEN_PX} className={look} />
  </span>
);
