import { ApprovalsPage } from '@/features/approvals/ApprovalsPage';
import { Guarded } from '../Guarded';
import { AdminFrame } from './AdminFrame';

const ROLES = ['manager', 'admin'] as const;

export function AdminApprovalsArea() {
  return (
    <Guarded roles={ROLES}>
      <AdminFrame page="approvals">
        <ApprovalsPage />
      </AdminFrame>
    </Guarded>
  );
}
