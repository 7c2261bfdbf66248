import { MovePage } from '@/features/scheduling/mine/MovePage';
import { VisitPage } from '@/features/scheduling/mine/VisitPage';
import { MeFrame } from './MeFrame';

export function VisitArea() {
  return (
    <MeFrame>
      <VisitPage />
    </MeFrame>
  );
}

export function MoveArea() {
  return (
    <MeFrame>
      <MovePage />
    </MeFrame>
  );
}
