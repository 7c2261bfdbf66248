import { useSearch } from '@tanstack/react-router';
import { TvBoard } from '@/features/scheduling/queue/TvBoard';

/** Nobody signs in at a screen on a wall: its address carries the clinic's key. */
export function BoardArea() {
  const { clinic, key } = useSearch({ from: '/board' });
  return <TvBoard clinicId={clinic} boardKey={key} />;
}
