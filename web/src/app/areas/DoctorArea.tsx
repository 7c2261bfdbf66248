import { ClosedArea } from './ClosedArea';

export function DoctorArea() {
  return <ClosedArea area="doctor" />;
}
