export { staffQuery } from './staff';
