import { FamilyPage } from '@/features/patients/FamilyPage';
import { Guarded } from '../Guarded';

const ROLES = ['patient'] as const;

export function MeArea() {
  return (
    <Guarded roles={ROLES} signIn="/me/sign-in">
      <FamilyPage />
    </Guarded>
  );
}
