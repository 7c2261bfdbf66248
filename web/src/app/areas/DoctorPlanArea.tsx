import { OwnPlanPage } from '@/features/scheduling/plan/OwnPlanPage';
import { Guarded } from '../Guarded';

const ROLES = ['doctor'] as const;

export function DoctorPlanArea() {
  return (
    <Guarded roles={ROLES}>
      <OwnPlanPage />
    </Guarded>
  );
}
