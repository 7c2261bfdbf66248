import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** From the day to those who are here. */
export function QueueLink() {
  const { t } = useTranslation('scheduling/queue');
  return (
    <Button size="sm" variant="default" component={Link} to="/desk/queue">
      {t('title')}
    </Button>
  );
}
