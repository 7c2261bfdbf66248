import { lazy, Suspense, useEffect, useState } from 'react';
import { useSession } from '@/lib/session/useSession';

const Palette = lazy(async () => ({ default: (await import('./areas/staff')).Palette }));

/** Ctrl K for everybody who works in a clinic; what it shows is loaded when it is first asked for. */
export function StaffPalette() {
  const session = useSession();
  const [opened, setOpened] = useState(false);
  const account = session.state === 'signedIn' && session.account.clinic_id !== null && session.account.role !== 'patient' ? session.account : null;
  const isStaff = account !== null;
  useEffect(() => {
    if (!isStaff) return undefined;
    const hear = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpened(true);
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, [isStaff]);
  if (account === null || !opened) return null;
  return (
    <Suspense fallback={null}>
      <Palette account={account} onClose={() => setOpened(false)} />
    </Suspense>
  );
}
