import { Button, Textarea, type ButtonProps } from '@mantine/core';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ConfirmButton.module.css';
import { Actions } from './Form';
import { FormNote } from './FormNote';
import { useRefusalSentence } from './useRefusalSentence';

type Reason = { label: string; required: boolean; /** What is said when it is missing. */ missing?: string; atMost?: number };

const USUAL_LENGTH = 300;

type ConfirmButtonProps = {
  label: string;
  /** What will be true afterwards, for whom. */
  question: string;
  text: ReactNode;
  /** Words that go along with the deed; where they are required there is no deed without them. */
  reason?: Reason;
  work: (reason: string) => Promise<unknown>;
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

function ConfirmDialog({ label, question, text, reason, onClose, sentenceOf, ...deed }: ConfirmDialogProps) {
  const { t } = useTranslation('ui');
  const sentence = useRefusalSentence();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [said, setSaid] = useState('');
  const close = () => dialog.current?.close();
  const { busy, error, isMissing, confirm } = useDeed({ ...deed, isRequired: reason?.required === true, close });
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId} className={classes.title}>
        {question}
      </h2>
      <div className={classes.text}>{text}</div>
      {reason !== undefined && (
        <Textarea
          className={classes.reason}
          label={reason.label}
          value={said}
          onChange={(event) => setSaid(event.currentTarget.value)}
          error={isMissing && (reason.missing ?? t('reasonMissing'))}
          maxLength={reason.atMost ?? USUAL_LENGTH}
          rows={reason.atMost === undefined ? 2 : 5}
          required={reason.required}
          withAsterisk={false}
        />
      )}
      {error !== null && <FormNote state="bad">{(sentenceOf ?? sentence)(error)}</FormNote>}
      <Actions>
        <Button loading={busy} onClick={() => void confirm(said.trim())}>
          {label}
        </Button>
        <Button variant="default" onClick={close}>
          {t('cancel')}
        </Button>
      </Actions>
    </dialog>
  );
}

type DeedProps = Pick<ConfirmButtonProps, 'work' | 'onDone'> & { isRequired: boolean; close: () => void };

/** The deed itself: it closes the question when it is done, and leaves it open with the refusal when it is not. */
function useDeed({ work, onDone, isRequired, close }: DeedProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  const confirm = async (said: string) => {
    const missing = isRequired && said === '';
    setIsMissing(missing);
    if (missing) return;
    setBusy(true);
    try {
      await work(said);
      close();
      onDone?.();
    } catch (fault) {
      setError(fault instanceof Error ? fault : new Error(String(fault)));
      setBusy(false);
    }
  };
  return { busy, error, isMissing, confirm };
}
