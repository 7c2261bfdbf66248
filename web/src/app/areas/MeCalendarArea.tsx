import { CalendarFeedPage } from '@/features/scheduling/mine/CalendarFeedPage';
import { MeFrame } from './MeFrame';

export function MeCalendarArea() {
  return (
    <MeFrame>
      <CalendarFeedPage />
    </MeFrame>
  );
}
