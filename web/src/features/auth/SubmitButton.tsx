import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';

type SubmitButtonProps = { busy: boolean; waitS: number; children: string };

export function SubmitButton({ busy, waitS, children }: SubmitButtonProps) {
  const { t } = useTranslation('auth');
  const { number } = useFormat();
  return (
    <Button type="submit" fullWidth loading={busy} disabled={waitS > 0} className="tabular">
      {waitS > 0 ? t('againIn', { seconds: number(waitS) }) : children}
    </Button>
  );
}
