import { Guarded } from '../Guarded';

const ROLES = ['manager', 'admin'] as const;

export function AdminArea() {
  return <Guarded roles={ROLES}>{null}</Guarded>;
}
