import { ProfilePage } from '@/features/auth/ProfilePage';
import { Guarded } from '../Guarded';

export function ProfileArea() {
  return (
    <Guarded>
      <ProfilePage />
    </Guarded>
  );
}
