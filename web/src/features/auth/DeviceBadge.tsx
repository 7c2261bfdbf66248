import { useTranslation } from 'react-i18next';
import { StateBadge } from '@/ui/parts/StateBadge';
import type { Device } from './own';

const LOOKS = { approved: 'good', waiting: 'warn', refused: 'bad', revoked: 'bad' } as const;

export function DeviceBadge({ state }: { state: Device['state'] }) {
  const { t } = useTranslation('auth');
  return <StateBadge state={LOOKS[state]}>{t(`devices.state.${state}`)}</StateBadge>;
}
