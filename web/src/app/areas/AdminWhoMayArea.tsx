import { WhoMayPage } from '@/features/auth/WhoMayPage';
import { Guarded } from '../Guarded';
import { AdminFrame } from './AdminFrame';

const ROLES = ['manager', 'admin'] as const;

export function AdminWhoMayArea() {
  return (
    <Guarded roles={ROLES}>
      <AdminFrame page="whoMay">
        <WhoMayPage />
      </AdminFrame>
    </Guarded>
  );
}
