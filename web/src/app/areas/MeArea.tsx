import { KeptVisits } from '@/features/scheduling/mine/KeptVisits';
import { MyVisitsPage } from '@/features/scheduling/mine/MyVisitsPage';
import { unreachable } from '@/lib/api/refusal';
import { restoreSession } from '@/lib/session/session';
import { RefusalState } from '@/ui/parts/RefusalState';
import { MeFrame } from './MeFrame';

export function MeArea() {
  const nothingKept = <RefusalState error={unreachable(null)} onRetry={() => void restoreSession()} wholePage />;
  return (
    <MeFrame whenAway={<KeptVisits whenNone={nothingKept} />}>
      <MyVisitsPage />
    </MeFrame>
  );
}
