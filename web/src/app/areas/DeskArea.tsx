import { Guarded } from '../Guarded';
import { QuietArea } from './QuietArea';

const ROLES = ['front_desk', 'nurse', 'manager', 'admin'] as const;

export function DeskArea() {
  return (
    <Guarded roles={ROLES}>
      <QuietArea area="desk" />
    </Guarded>
  );
}
