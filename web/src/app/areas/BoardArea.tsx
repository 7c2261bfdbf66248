import { ClosedArea } from './ClosedArea';

export function BoardArea() {
  return <ClosedArea area="board" />;
}
