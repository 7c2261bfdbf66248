// A doctor's own day and plan.
export { DoctorArea } from './DoctorArea';
export { DoctorPlanArea } from './DoctorPlanArea';
export { DoctorReviewsArea } from './DoctorReviewsArea';
