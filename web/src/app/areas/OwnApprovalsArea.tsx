import { OwnApprovalsPage } from '@/features/approvals/OwnApprovalsPage';
import { Guarded } from '../Guarded';

const ROLES = ['front_desk', 'nurse', 'doctor', 'manager', 'admin', 'operator'] as const;

export function OwnApprovalsArea() {
  return (
    <Guarded roles={ROLES}>
      <OwnApprovalsPage />
    </Guarded>
  );
}
