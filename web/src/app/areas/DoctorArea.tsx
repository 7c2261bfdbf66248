import { useNavigate, useSearch } from '@tanstack/react-router';
import { DoctorDayPage } from '@/features/scheduling/board/DoctorDayPage';
import { Guarded } from '../Guarded';

const ROLES = ['doctor'] as const;

export function DoctorArea() {
  const { date } = useSearch({ from: '/doctor' });
  const navigate = useNavigate({ from: '/doctor' });
  return (
    <Guarded roles={ROLES}>
      <DoctorDayPage date={date} onGo={(to) => void navigate({ search: to })} />
    </Guarded>
  );
}
