// How somebody says who they are, and what belongs to their account.
export { PatientEntrance, StaffEntrance } from './Entrances';
export { ProfileArea } from './ProfileArea';
export { ForgottenPage } from '@/features/auth/ForgottenPage';
export { InvitationPage } from '@/features/auth/InvitationPage';
export { ResetPage } from '@/features/auth/ResetPage';
