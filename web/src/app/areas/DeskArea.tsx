import { ClosedArea } from './ClosedArea';

export function DeskArea() {
  return <ClosedArea area="desk" />;
}
