import { TrailPage } from '@/features/audit/TrailPage';
import { Guarded } from '../Guarded';
import { AdminFrame } from './AdminFrame';

const ROLES = ['admin'] as const;

export function AdminTrailArea() {
  return (
    <Guarded roles={ROLES}>
      <AdminFrame page="trail">
        <TrailPage />
      </AdminFrame>
    </Guarded>
  );
}
