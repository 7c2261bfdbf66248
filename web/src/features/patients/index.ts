export { AddMember } from './AddMember';
export { familyQuery, type Patient } from './api';
export { useChosen } from './chosen';
export { FamilyPicker } from './FamilyPicker';
