/** Full years of practice, or nothing to say when the clinic did not tell us or the year is this one. */
export function yearsSince(year: number | null, now: Date = new Date()): number | null {
  if (year === null) return null;
  const years = now.getFullYear() - year;
  return years > 0 ? years : null;
}
