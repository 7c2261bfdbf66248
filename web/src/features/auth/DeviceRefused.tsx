import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NarrowPage } from '@/ui/parts/NarrowPage';

export function DeviceRefused({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('auth');
  return (
    <NarrowPage title={t('refused.title')} lead={t('refused.lead')}>
      <Button variant="light" fullWidth onClick={onBack}>
        {t('startAgain')}
      </Button>
    </NarrowPage>
  );
}
