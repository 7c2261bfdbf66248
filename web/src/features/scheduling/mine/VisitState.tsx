import { useTranslation } from 'react-i18next';
import { StateBadge } from '@/ui/parts/StateBadge';
import type { Appointment } from '../api';

const LOOKS = {
  requested: 'warn',
  arrived: 'good',
  in_consultation: 'good',
  completed: 'good',
  cancelled: 'bad',
  no_show: 'warn',
  expired: 'warn',
} as const satisfies Record<Exclude<Appointment['state'], 'confirmed'>, 'good' | 'warn' | 'bad'>;

/** How a visit stands, where that is more than that it is promised. */
export function VisitState({ visit }: { visit: Appointment }) {
  const { t } = useTranslation('scheduling/mine');
  if (visit.state === 'confirmed') return null;
  return <StateBadge state={LOOKS[visit.state]}>{t(`state.${visit.state}`)}</StateBadge>;
}
