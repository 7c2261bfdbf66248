import { ClosedArea } from './ClosedArea';

export function MeArea() {
  return <ClosedArea area="me" />;
}
