import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ClockIcon } from '@/ui/parts/icons';
import classes from './wait.module.css';

type WaitLinkProps = { doctorId: string; serviceId: string; from: string; until: string; /** Nothing is free, so this is the way on and not an aside. */ isWayOn?: boolean };

/** From times that do not suit to waiting for one that does. Its words come after the times, and must not hide them. */
export function WaitLink(props: WaitLinkProps) {
  return (
    <Suspense fallback={null}>
      <Named {...props} />
    </Suspense>
  );
}

function Named({ doctorId, serviceId, from, until, isWayOn = false }: WaitLinkProps) {
  const { t } = useTranslation('scheduling/wait');
  return (
    <Link to="/doctors/$doctorId/wait" params={{ doctorId }} search={{ service: serviceId, from, until }} className={classes.link}>
      <ClockIcon size={18} />
      {t(isWayOn ? 'link.nothing' : 'link.earlier')}
    </Link>
  );
}
