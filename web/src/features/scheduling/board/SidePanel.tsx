import { ActionIcon } from '@mantine/core';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseIcon } from '@/ui/parts/icons';
import classes from './side.module.css';

type SidePanelProps = { title: string; onClose: () => void; takesFocus?: boolean; children: ReactNode };

/** Stands beside the board, which stays in sight and in use; on a telephone it lies over it. */
export function SidePanel({ title, onClose, takesFocus = true, children }: SidePanelProps) {
  const { t } = useTranslation('scheduling/board');
  const titleId = useId();
  const panel = useRef<HTMLElement>(null);
  useFocusInside(panel, takesFocus);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    onClose();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it from wherever the focus is
    <aside ref={panel} className={classes.side} aria-labelledby={titleId} onKeyDown={onKeyDown}>
      <div className={classes.sideHead}>
        <h2 id={titleId} className={classes.sideTitle} tabIndex={-1}>
          {title}
        </h2>
        <ActionIcon color="gray" aria-label={t('close')} onClick={onClose}>
          <CloseIcon />
        </ActionIcon>
      </div>
      <div className={classes.sideBody}>{children}</div>
    </aside>
  );
}

/** The focus comes in when it opens, and goes back to where it came from when it closes. */
function useFocusInside(panel: React.RefObject<HTMLElement | null>, takesFocus: boolean) {
  useEffect(() => {
    if (!takesFocus) return undefined;
    const before = document.activeElement;
    const inside = panel.current;
    (inside?.querySelector<HTMLElement>('[data-autofocus]') ?? inside?.querySelector<HTMLElement>('h2'))?.focus();
    return () => {
      const isLost = document.activeElement === document.body || inside?.contains(document.activeElement) === true;
      if (isLost && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [panel, takesFocus]);
}
