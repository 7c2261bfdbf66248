// What runs the clinic.
export { AdminApprovalsArea } from './AdminApprovalsArea';
export { AdminDevicesArea } from './AdminDevicesArea';
export { AdminGlassArea } from './AdminGlassArea';
export { AdminKeepingArea } from './AdminKeepingArea';
export { AdminPlanArea } from './AdminPlanArea';
export { AdminStaffArea } from './AdminStaffArea';
export { AdminTrailArea } from './AdminTrailArea';
export { AdminWhoMayArea } from './AdminWhoMayArea';
