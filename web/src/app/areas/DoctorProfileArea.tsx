import { DoctorPage } from '@/features/directory/DoctorPage';
import { FreeTimes } from '@/features/scheduling/book/FreeTimes';

export function DoctorProfileArea() {
  return <DoctorPage renderTimes={(doctor) => <FreeTimes doctor={doctor} />} />;
}
