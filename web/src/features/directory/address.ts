import type { Clinic } from './api';

/** As it stands on an envelope in India: the PIN code follows the city. */
export function addressLines(clinic: Pick<Clinic, 'address'>): string[] {
  const { line1, line2, city, state, pin_code: pinCode } = clinic.address;
  return [line1, line2, `${city} ${pinCode}`, state].filter((line) => line.trim() !== '');
}

/** A plain link that the visitor may follow; nothing of the map's maker is loaded into our page. */
export function directionsTo(clinic: Pick<Clinic, 'name' | 'address'>): string {
  const query = new URLSearchParams({ api: '1', query: [clinic.name, ...addressLines(clinic)].join(', ') });
  return `https://www.google.com/maps/search/?${query}`;
}
