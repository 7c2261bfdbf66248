import { clockAt, dayAfter, instantOf, wallOf } from '../zones';

export const MINUTE = 60_000;
/** What is dragged comes to rest on every fifth minute. */
export const STEP = 5 * MINUTE;
const HALF_HOUR = 30 * MINUTE;

/** Down the side of the board: from when until when, and how high a minute is. */
export type Axis = { from: number; until: number; pixels: number };
export type Mark = { at: number; label: string; isHour: boolean };
export type Span = { startsAt: number; endsAt: number };

const floorHour = (at: number, zone: string): number => at - (wallOf(at, zone).minutes % 60) * MINUTE;

function ceilHour(at: number, zone: string): number {
  const over = wallOf(at, zone).minutes % 60;
  return over === 0 ? at : at + (60 - over) * MINUTE;
}

/** A visit of the usual length must hold a line of text, and a day must not become a scroll. */
const heightOfMinute = (shortestMinutes: number): number => Math.min(2.4, Math.max(1.7, 30 / shortestMinutes));

/** As long as something is open or booked; a day with neither shows the usual hours. */
export function axisOf(day: string, zone: string, spans: Span[], shortestMinutes: number): Axis {
  const [dayFrom, dayUntil] = [instantOf(day, 0, zone), instantOf(dayAfter(day, 1), 0, zone)];
  const first = spans.length === 0 ? instantOf(day, 9 * 60, zone) : Math.min(...spans.map((span) => span.startsAt));
  const last = spans.length === 0 ? instantOf(day, 18 * 60, zone) : Math.max(...spans.map((span) => span.endsAt));
  return {
    from: Math.max(dayFrom, floorHour(first, zone)),
    until: Math.min(dayUntil, ceilHour(last, zone)),
    pixels: heightOfMinute(shortestMinutes),
  };
}

/** A line for every half an hour that passes; when the clocks change an hour is missing or there twice. */
export function marksOf(axis: Axis, zone: string): Mark[] {
  const marks: Mark[] = [];
  for (let at = axis.from; at < axis.until; at += HALF_HOUR) {
    const { minutes } = wallOf(at, zone);
    marks.push({ at, label: clockAt(at, zone), isHour: minutes % 60 === 0 });
  }
  return marks;
}

export const pixelsTo = (axis: Axis, at: number): number => ((at - axis.from) / MINUTE) * axis.pixels;
export const heightOf = (axis: Axis, span: Span): number => ((span.endsAt - span.startsAt) / MINUTE) * axis.pixels;
export const instantAt = (axis: Axis, pixels: number): number => axis.from + (pixels / axis.pixels) * MINUTE;

export const snapped = (axis: Axis, at: number): number => axis.from + Math.round((at - axis.from) / STEP) * STEP;

/** A visit that was dragged to begin here, whole within the day that is shown. */
export function movedTo(axis: Axis, span: Span, startsAt: number): Span {
  const length = span.endsAt - span.startsAt;
  const start = Math.min(Math.max(snapped(axis, startsAt), axis.from), Math.max(axis.from, axis.until - length));
  return { startsAt: start, endsAt: start + length };
}

/** A visit whose lower edge was dragged to here; five minutes are the least. */
export function resizedTo(axis: Axis, span: Span, endsAt: number): Span {
  const end = Math.min(Math.max(snapped(axis, endsAt), span.startsAt + STEP), axis.until);
  return { startsAt: span.startsAt, endsAt: end };
}
