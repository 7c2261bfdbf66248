import { OwnReviewsPage } from '@/features/directory/OwnReviewsPage';
import { Guarded } from '../Guarded';

const ROLES = ['doctor'] as const;

export function DoctorReviewsArea() {
  return (
    <Guarded roles={ROLES}>
      <OwnReviewsPage />
    </Guarded>
  );
}
