import { DevicesPage } from '@/features/auth/DevicesPage';
import { Guarded } from '../Guarded';
import { AdminFrame } from './AdminFrame';

const ROLES = ['admin'] as const;

export function AdminDevicesArea() {
  return (
    <Guarded roles={ROLES}>
      <AdminFrame page="devices">
        <DevicesPage />
      </AdminFrame>
    </Guarded>
  );
}
