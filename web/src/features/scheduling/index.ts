export { NextTimes } from './next/NextTimes';
export { useNextTimes } from './next/useNextTimes';
