import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './BottomDrawer.module.css';

type BottomDrawerProps = { opened: boolean; onClose: () => void; title: string; children: ReactNode; footer: ReactNode };

/** A drawer that rises from below, where the thumb is. */
export function BottomDrawer({ opened, onClose, title, children, footer }: BottomDrawerProps) {
  const { t } = useTranslation('ui');
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={title}
      position="bottom"
      size="85%"
      classNames={{ content: classes.content, header: classes.header, title: classes.title, body: classes.body }}
      closeButtonProps={{ 'aria-label': t('close'), size: 44 }}
    >
      <div className={classes.scroll}>{children}</div>
      <div className={classes.footer}>{footer}</div>
    </Drawer>
  );
}
