import { BrokenGlassPage } from '@/features/access/BrokenGlassPage';
import { Guarded } from '../Guarded';
import { AdminFrame } from './AdminFrame';

const ROLES = ['manager', 'admin'] as const;

export function AdminGlassArea() {
  return (
    <Guarded roles={ROLES}>
      <AdminFrame page="glass">
        <BrokenGlassPage />
      </AdminFrame>
    </Guarded>
  );
}
