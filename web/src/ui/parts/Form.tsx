import { useRef, type FormEvent, type ReactNode } from 'react';
import classes from './Form.module.css';

type FormProps = { onSubmit: (said: (name: string) => string) => void; children: ReactNode; label?: string };

/** Fields below each other. What was typed is read when it is sent, so no letter of it lies about in a state. */
export function Form({ onSubmit, children, label }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.current === null) return;
    const said = new FormData(form.current);
    onSubmit((name) => {
      const value = said.get(name);
      return typeof value === 'string' ? value : '';
    });
  };
  return (
    <form ref={form} className={classes.form} onSubmit={submit} aria-label={label} noValidate>
      {children}
    </form>
  );
}

/** Buttons at the end of a form or of a step. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>;
}
