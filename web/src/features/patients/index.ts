export { AddMember } from './AddMember';
export { alikeIn, familyQuery, registerOwn, type Patient } from './api';
export { useChosen } from './chosen';
export { FamilyPicker } from './FamilyPicker';
export { foundQuery, patientQuery, type ChosenPatient } from './desk/deskApi';
export { PatientFinder } from './desk/PatientFinder';
export { usePatientName } from './desk/usePatientName';
export { usePatientNote } from './desk/usePatientNote';
export { RegistrationNote } from './RegistrationNote';
