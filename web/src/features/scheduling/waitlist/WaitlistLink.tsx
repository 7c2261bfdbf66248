import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** From the day to those who wait for one. */
export function WaitlistLink() {
  const { t } = useTranslation('scheduling/waitlist');
  return (
    <Button size="sm" variant="default" component={Link} to="/desk/waitlist">
      {t('title')}
    </Button>
  );
}
