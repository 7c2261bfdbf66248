import { indianPhone } from '@/lib/format/phone';
import type { NewHouse } from './api';

const NEEDED = ['code', 'clinic_name', 'line1', 'city', 'state', 'pin_code', 'phone', 'name', 'email', 'password'] as const;

/** What was typed as what the server wants, or which fields have to be looked at again. */
export function wishOf(said: (name: string) => string): { wish: NewHouse | null; faults: string[] } {
  const typed = Object.fromEntries(NEEDED.map((name) => [name, name === 'password' ? said(name) : said(name).trim()])) as Record<
    (typeof NEEDED)[number],
    string
  >;
  const phone = indianPhone(typed.phone);
  const faults: string[] = NEEDED.filter((name) => typed[name] === '');
  if (phone === null) faults.push('phone');
  if (!typed.email.includes('@')) faults.push('email');
  if (said('again') !== typed.password) faults.push('again');
  if (faults.length > 0 || phone === null) return { wish: null, faults };
  return { wish: { ...typed, phone, time_zone: said('time_zone') }, faults };
}
