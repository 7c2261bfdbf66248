import type { NewTemplate, Template } from './planApi';

type Window = Template['windows'][number];

/** Hours of one weekday as they are being written; a time may be half typed. */
export type Draft = {
  key: string;
  weekday: number;
  from: string;
  until: string;
  slot: number;
  seats: number;
  mode: 'in_person' | 'video' | 'both';
  place: string;
};

export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
export const SLOTS = [5, 10, 15, 20, 30, 45, 60] as const;

let made = 0;
const nextKey = (): string => {
  made += 1;
  return `window-${made}`;
};

const modeOf = (modes: Window['modes']): Draft['mode'] => (modes.length > 1 ? 'both' : (modes[0] ?? 'in_person'));
const modesOf = (mode: Draft['mode']): Window['modes'] => (mode === 'both' ? ['in_person', 'video'] : [mode]);

export const draftOf = (template: Template | null): Draft[] =>
  (template?.windows ?? []).map((window) => ({
    key: nextKey(),
    weekday: window.weekday,
    from: window.from_time,
    until: window.until_time,
    slot: window.slot_minutes,
    seats: window.seats,
    mode: modeOf(window.modes),
    place: window.place,
  }));

export const windowsOf = (drafts: Draft[]): NewTemplate['windows'] =>
  inOrder(drafts).map(({ weekday, from, until, slot, seats, mode, place }) => ({
    weekday,
    from_time: from,
    until_time: until,
    slot_minutes: slot,
    seats,
    modes: modesOf(mode),
    place: place.trim(),
  }));

export const inOrder = (drafts: Draft[]): Draft[] => drafts.toSorted((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from));

/** Another stretch of a day: the usual morning, or what follows on the last one after a pause. */
export function added(drafts: Draft[], weekday: number): Draft[] {
  const last = inOrder(drafts).findLast((draft) => draft.weekday === weekday);
  const usual = { slot: 15, seats: 1, mode: 'in_person' as const, place: '' };
  const next: Draft =
    last === undefined
      ? { ...usual, key: nextKey(), weekday, from: '09:00', until: '13:00' }
      : { ...last, key: nextKey(), from: last.until < '17:00' ? '17:00' : last.until, until: last.until < '20:00' ? '20:00' : '24:00' };
  return [...drafts, next];
}

/** The same hours from Monday to Friday as on this day; what stood there before is replaced. */
export function spread(drafts: Draft[], weekday: number): Draft[] {
  const model = drafts.filter((draft) => draft.weekday === weekday);
  const others = [0, 1, 2, 3, 4].filter((day) => day !== weekday);
  const kept = drafts.filter((draft) => !others.includes(draft.weekday));
  return [...kept, ...others.flatMap((day) => model.map((draft) => Object.assign({}, draft, { key: nextKey(), weekday: day })))];
}

export type Fault = 'order' | 'overlap' | 'short';

/** What the server would refuse, said while it is typed, and at the row where it is. */
export function faultsIn(drafts: Draft[]): Map<string, Fault> {
  const faults = new Map<string, Fault>();
  for (const one of drafts) {
    if (one.from === '' || one.until === '' || one.until <= one.from) faults.set(one.key, 'order');
    else if (minutes(one.until) - minutes(one.from) < one.slot) faults.set(one.key, 'short');
    else if (drafts.some((other) => other !== one && other.weekday === one.weekday && one.from < other.until && other.from < one.until)) faults.set(one.key, 'overlap');
  }
  return faults;
}

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** How many hours a week are open, for a look at what was planned. */
export const hoursIn = (drafts: Draft[]): number => drafts.reduce((sum, { from, until }) => sum + Math.max(0, minutes(until) - minutes(from)), 0) / 60;

export type Row = { days: number[]; hours: string[] };

/** "Mon–Wed 9:00–13:00": days that follow each other and look alike are one row of the summary. */
export function summaryOf(windows: Window[]): Row[] {
  const rows: Row[] = [];
  for (const day of WEEKDAYS) {
    const hours = windows.filter(({ weekday }) => weekday === day).toSorted((a, b) => a.from_time.localeCompare(b.from_time)).map(({ from_time, until_time }) => `${from_time}–${until_time}`);
    if (hours.length === 0) continue;
    const last = rows.at(-1);
    const goesOn = last !== undefined && last.days.at(-1) === day - 1 && last.hours.join() === hours.join();
    if (goesOn) last.days.push(day);
    else rows.push({ days: [day], hours });
  }
  return rows;
}
