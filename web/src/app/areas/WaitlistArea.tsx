import { WaitlistPage } from '@/features/scheduling/waitlist/WaitlistPage';
import { Guarded } from '../Guarded';

const ROLES = ['front_desk', 'nurse', 'manager', 'admin'] as const;

export function WaitlistArea() {
  return (
    <Guarded roles={ROLES}>
      <WaitlistPage />
    </Guarded>
  );
}
