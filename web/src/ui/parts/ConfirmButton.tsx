import { Button, type ButtonProps } from '@mantine/core';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ConfirmButton.module.css';
import { Actions } from './Form';
import { FormNote } from './FormNote';
import { useRefusalSentence } from './useRefusalSentence';

type ConfirmButtonProps = {
  label: string;
  /** What will be true afterwards, for whom. */
  question: string;
  text: ReactNode;
  work: () => Promise<unknown>;
  onDone?: () => void;
  sentenceOf?: (error: Error) => string;
  variant?: ButtonProps['variant'];
};

/** A button for what cannot be undone at once: it asks first, and a refusal is said where it was asked. */
export function ConfirmButton({ label, question, variant = 'default', ...rest }: ConfirmButtonProps) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button size="sm" variant={variant} aria-haspopup="dialog" onClick={() => setOpened(true)}>
        {label}
      </Button>
      {opened && <ConfirmDialog label={label} question={question} onClose={() => setOpened(false)} {...rest} />}
    </>
  );
}

type ConfirmDialogProps = Omit<ConfirmButtonProps, 'variant'> & { onClose: () => void };

function ConfirmDialog({ label, question, text, work, onDone, sentenceOf, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation('ui');
  const sentence = useRefusalSentence();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const confirm = async () => {
    setBusy(true);
    try {
      await work();
      dialog.current?.close();
      onDone?.();
    } catch (fault) {
      setError(fault instanceof Error ? fault : new Error(String(fault)));
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId} className={classes.title}>
        {question}
      </h2>
      <div className={classes.text}>{text}</div>
      {error !== null && <FormNote state="bad">{(sentenceOf ?? sentence)(error)}</FormNote>}
      <Actions>
        <Button loading={busy} onClick={confirm}>
          {label}
        </Button>
        <Button variant="default" onClick={() => dialog.current?.close()}>
          {t('cancel')}
        </Button>
      </Actions>
    </dialog>
  );
}
