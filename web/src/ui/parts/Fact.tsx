import type { ComponentType, ReactNode } from 'react';
import classes from './Fact.module.css';

type FactProps = { icon: ComponentType<{ size?: number }>; label: string; children: ReactNode };

/** One fact in a definition list; its label is read out, and the icon stands for it to the eye. */
export function Fact({ icon: Icon, label, children }: FactProps) {
  return (
    <div className={classes.fact}>
      <dt className={classes.label}>
        <Icon size={18} />
        <span className={classes.word}>{label}</span>
      </dt>
      <dd className={classes.value}>{children}</dd>
    </div>
  );
}

/** With labels in words, for a page that has the room for them. */
export function Facts({ spoken = false, children }: { spoken?: boolean; children: ReactNode }) {
  return (
    <dl className={classes.facts} data-spoken={spoken || undefined}>
      {children}
    </dl>
  );
}
