import { useNavigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { awaitedQuery } from './api';

/** Where there is no doctor at all there may be no clinic yet: its founder is led to the page that sets it up. */
export function LeadToSetup() {
  const navigate = useNavigate();
  const { data: isAwaited } = useQuery(awaitedQuery);
  useEffect(() => {
    if (isAwaited === true) void navigate({ to: '/setup', replace: true });
  }, [isAwaited, navigate]);
  return null;
}
