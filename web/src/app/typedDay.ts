import { addDays } from '@/lib/format/times';

/** "25/11", "25.11.2026", "2026-11-25", "+3" or a word for today: the day that somebody means, seen from today. */
export function typedDay(typed: string, today: string, words: { today: string; tomorrow: string; yesterday: string }): string | null {
  const said = typed.trim().toLowerCase();
  const near = { [words.today.toLowerCase()]: 0, [words.tomorrow.toLowerCase()]: 1, [words.yesterday.toLowerCase()]: -1 }[said];
  if (near !== undefined) return addDays(today, near);
  if (/^[+-]\d{1,3}$/.test(said)) return addDays(today, Number(said));
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(said);
  if (iso !== null) return dayOf(iso[1], iso[2], iso[3]);
  const short = /^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?$/.exec(said);
  return short === null ? null : dayOf(short[3] ?? today.slice(0, 4), short[2], short[1]);
}

/** Nothing for a day that no calendar has, such as the 31st of February. */
function dayOf(year = '', month = '', day = ''): string | null {
  const civil = [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
  const at = Date.parse(`${civil}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== civil ? null : civil;
}
