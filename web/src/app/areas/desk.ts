// What stands open at the desk all day.
export { DeskArea } from './DeskArea';
export { QueueArea } from './QueueArea';
export { WaitlistArea } from './WaitlistArea';
