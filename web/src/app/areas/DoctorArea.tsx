import { Guarded } from '../Guarded';
import { QuietArea } from './QuietArea';

const ROLES = ['doctor'] as const;

export function DoctorArea() {
  return (
    <Guarded roles={ROLES}>
      <QuietArea area="doctor" />
    </Guarded>
  );
}
