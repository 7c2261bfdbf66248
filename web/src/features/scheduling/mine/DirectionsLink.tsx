import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { directionsTo, type Clinic } from '@/features/directory';
import { RouteIcon } from '@/ui/parts/icons';

export function DirectionsLink({ clinic }: { clinic: Clinic }) {
  const { t } = useTranslation('scheduling/mine');
  return (
    <Button component="a" href={directionsTo(clinic)} target="_blank" rel="noopener noreferrer" variant="default" leftSection={<RouteIcon />}>
      {t('directions')}
    </Button>
  );
}
