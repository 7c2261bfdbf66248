import { ActionIcon } from '@mantine/core';
import { useEffect, useId, useRef, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './BottomDrawer.module.css';
import { CloseIcon } from './icons';

type BottomDrawerProps = { opened: boolean; onClose: () => void; title: string; children: ReactNode; footer: ReactNode };

/**
 * A drawer that rises from below, where the thumb is. It is the browser's own dialog, which holds the focus, gives it
 * back, closes on Escape and writes no style of its own that the content policy would have to allow.
 */
export function BottomDrawer({ opened, onClose, title, children, footer }: BottomDrawerProps) {
  const { t } = useTranslation('ui');
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (opened) dialog.current?.showModal();
    else dialog.current?.close();
  }, [opened]);
  // A press beside the drawer lands on the dialog itself, because its content covers all the rest of it.
  const closeFromBeside = (event: MouseEvent) => event.target === dialog.current && onClose();
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Escape closes it
    <dialog ref={dialog} className={classes.drawer} aria-labelledby={titleId} onClose={onClose} onClick={closeFromBeside}>
      <div className={classes.content}>
        <div className={classes.head}>
          <h2 id={titleId} className={classes.title}>
            {title}
          </h2>
          <ActionIcon color="gray" aria-label={t('close')} onClick={onClose}>
            <CloseIcon />
          </ActionIcon>
        </div>
        <div className={classes.body}>{children}</div>
        <div className={classes.foot}>{footer}</div>
      </div>
    </dialog>
  );
}
