// A patient's own pages: they open without a network too.
export { MeArea } from './MeArea';
export { MeCalendarArea } from './MeCalendarArea';
export { MeFamilyArea } from './MeFamilyArea';
export { MoveArea, VisitArea } from './VisitArea';
