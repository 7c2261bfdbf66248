import type { paths } from '@/lib/api/schema';

type Query = NonNullable<paths['/api/v1/practitioners']['get']['parameters']['query']>;

export type Speciality = NonNullable<Query['speciality']>;
export type SpokenLanguage = NonNullable<Query['language']>;
export type Mode = NonNullable<Query['mode']>;

// Records, not lists: a code that the server gains or drops is then a type error here.
const SPECIALITIES: Record<Speciality, true> = {
  general_medicine: true,
  paediatrics: true,
  dermatology: true,
  gynaecology: true,
  orthopaedics: true,
  cardiology: true,
  ent: true,
  ophthalmology: true,
  psychiatry: true,
  dentistry: true,
  physiotherapy: true,
  diabetology: true,
  gastroenterology: true,
  neurology: true,
  pulmonology: true,
  urology: true,
  endocrinology: true,
  nutrition: true,
  ayurveda: true,
  homoeopathy: true,
};
const SPOKEN: Record<SpokenLanguage, true> = {
  en: true,
  hi: true,
  mr: true,
  ta: true,
  te: true,
  kn: true,
  ml: true,
  bn: true,
  gu: true,
  pa: true,
  ur: true,
  or: true,
  as: true,
};
const MODES: Record<Mode, true> = { in_person: true, video: true };

export const isSpeciality = (code: string): code is Speciality => Object.hasOwn(SPECIALITIES, code);
export const isSpokenLanguage = (code: string): code is SpokenLanguage => Object.hasOwn(SPOKEN, code);
export const isMode = (code: string): code is Mode => Object.hasOwn(MODES, code);
