import { KeepingPage } from '@/features/audit/KeepingPage';
import { Guarded } from '../Guarded';
import { AdminFrame } from './AdminFrame';

const ROLES = ['admin'] as const;

export function AdminKeepingArea() {
  return (
    <Guarded roles={ROLES}>
      <AdminFrame page="keeping">
        <KeepingPage />
      </AdminFrame>
    </Guarded>
  );
}
