import { isMode, isSpeciality, isSpokenLanguage, type Mode, type Speciality, type SpokenLanguage } from './vocabulary';

/** What a visitor looks for. It lives in the address, so that a search can be shared and the back button undoes it. */
export type DoctorSearch = {
  name?: string;
  speciality?: Speciality;
  city?: string;
  language?: SpokenLanguage;
  mode?: Mode;
};

/** The server refuses longer text; an address that somebody pasted must not lead to a refusal. */
const LONGEST = { name: 80, city: 60 };

const wordIn = (value: unknown, longest: number): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim().slice(0, longest) : '';

/** Takes from an address what we understand and forgets the rest. */
export function readSearch(raw: Record<string, unknown>): DoctorSearch {
  const name = wordIn(raw['name'], LONGEST.name);
  const city = wordIn(raw['city'], LONGEST.city);
  const { speciality, language, mode } = raw;
  return {
    ...(name !== '' && { name }),
    ...(typeof speciality === 'string' && isSpeciality(speciality) && { speciality }),
    ...(city !== '' && { city }),
    ...(typeof language === 'string' && isSpokenLanguage(language) && { language }),
    ...(typeof mode === 'string' && isMode(mode) && { mode }),
  };
}

/** The filters beside the name, which has its own field always in sight. */
const FILTERS = ['speciality', 'city', 'language', 'mode'] as const;
export type Filter = (typeof FILTERS)[number];

export const filtersIn = (search: DoctorSearch): Filter[] => FILTERS.filter((filter) => search[filter] !== undefined);

export const isEmptySearch = (search: DoctorSearch): boolean => Object.keys(search).length === 0;
