// What everybody who works here may open, whatever their work is; and the first page of an empty installation.
export { OwnApprovalsArea } from './OwnApprovalsArea';
export { SetupArea } from './SetupArea';
export { Palette } from '../Palette';
