import { FindPage } from '@/features/directory';
import { LeadToSetup } from '@/features/founding';

export function FindArea() {
  return <FindPage whenNobody={<LeadToSetup />} />;
}
