export { addressLines, directionsTo } from './address';
export { clinicDoctorsQuery, clinicQuery, closuresQuery, doctorQuery, isUnlinked, ownPractitionerQuery, servicesQuery, type Clinic, type Closure, type Practitioner, type Service } from './api';
export { FindPage } from './FindPage';
export { readSearch } from './search';
