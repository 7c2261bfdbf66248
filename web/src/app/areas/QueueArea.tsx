import { QueuePage } from '@/features/scheduling/queue/QueuePage';
import { Guarded } from '../Guarded';

const ROLES = ['front_desk', 'nurse', 'manager', 'admin'] as const;

export function QueueArea() {
  return (
    <Guarded roles={ROLES}>
      <QueuePage />
    </Guarded>
  );
}
