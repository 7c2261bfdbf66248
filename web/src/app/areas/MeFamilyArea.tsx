import { FamilyPage } from '@/features/patients/FamilyPage';
import { MeFrame } from './MeFrame';

export function MeFamilyArea() {
  return (
    <MeFrame>
      <FamilyPage />
    </MeFrame>
  );
}
