import { ClosedArea } from './ClosedArea';

export function AdminArea() {
  return <ClosedArea area="admin" />;
}
