export { LeadToSetup } from './LeadToSetup';
