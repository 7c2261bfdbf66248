import { PlanPage } from '@/features/scheduling/plan/PlanPage';
import { Guarded } from '../Guarded';
import { AdminFrame } from './AdminFrame';

const ROLES = ['manager', 'admin'] as const;

export function AdminPlanArea() {
  return (
    <Guarded roles={ROLES}>
      <AdminFrame page="plan">
        <PlanPage />
      </AdminFrame>
    </Guarded>
  );
}
