import { StaffPage } from '@/features/auth/StaffPage';
import { DoctorAccounts } from '@/features/directory/DoctorAccounts';
import { Guarded } from '../Guarded';
import { AdminFrame } from './AdminFrame';

const ROLES = ['manager', 'admin'] as const;

export function AdminStaffArea() {
  return (
    <Guarded roles={ROLES}>
      <AdminFrame page="staff">
        <StaffPage />
        <DoctorAccounts />
      </AdminFrame>
    </Guarded>
  );
}
