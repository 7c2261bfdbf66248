import { useNavigate, useSearch } from '@tanstack/react-router';
import { BoardPage } from '@/features/scheduling/board/BoardPage';
import { Guarded } from '../Guarded';

const ROLES = ['front_desk', 'nurse', 'manager', 'admin'] as const;

export function DeskArea() {
  const address = useSearch({ from: '/desk' });
  const navigate = useNavigate({ from: '/desk' });
  return (
    <Guarded roles={ROLES}>
      <BoardPage address={address} onGo={(to) => void navigate({ search: to })} />
    </Guarded>
  );
}
