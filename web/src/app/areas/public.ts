// The pages of a doctor and a clinic, and the way to a visit: everybody may come to them, so the service worker keeps them.
export { DoctorProfileArea } from './DoctorProfileArea';
export { ClinicPage } from '@/features/directory/ClinicPage';
export { BookPage } from '@/features/scheduling/book/BookPage';
export { JoinPage } from '@/features/scheduling/wait/JoinPage';
