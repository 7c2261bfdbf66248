export type Mode = 'in_person' | 'video';

/** What a visitor looks for. It lives in the address, so that a search can be shared and the back button undoes it. */
export type DoctorSearch = {
  name?: string;
  speciality?: string;
  city?: string;
  language?: string;
  mode?: Mode;
};

const WORDS = ['name', 'speciality', 'city', 'language'] as const;
/** The server refuses over-long text; an address that somebody pasted must not lead to a refusal. */
const LONGEST = 80;

/** Takes from an address what we understand and forgets the rest. */
export function readSearch(raw: Record<string, unknown>): DoctorSearch {
  const search: DoctorSearch = {};
  for (const key of WORDS) {
    const value = raw[key];
    const word = typeof value === 'string' || typeof value === 'number' ? String(value).trim().slice(0, LONGEST) : '';
    if (word !== '') search[key] = word;
  }
  if (raw['mode'] === 'in_person' || raw['mode'] === 'video') search.mode = raw['mode'];
  return search;
}

/** The filters beside the name, which has its own field always in sight. */
export const FILTERS = ['speciality', 'city', 'language', 'mode'] as const;
export type Filter = (typeof FILTERS)[number];

export const filtersIn = (search: DoctorSearch): Filter[] => FILTERS.filter((filter) => search[filter] !== undefined);

export const isEmptySearch = (search: DoctorSearch): boolean => Object.keys(search).length === 0;
