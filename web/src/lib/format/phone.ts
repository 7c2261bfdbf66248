/**
 * Indian numbers are read in groups: mobiles five and five, landlines by area code and fours.
 * Area codes of the metros have two digits, and nearly all others three; both are safe to read either way.
 */
export function phoneText(e164: string): string {
  const digits = /^\+91(\d{10})$/.exec(e164)?.[1];
  if (digits === undefined) return e164;
  if (/^[6-9]/.test(digits)) return `+91 ${digits.slice(0, 5)} ${digits.slice(5)}`;
  const areaCode = /^(11|20|22|33|40|44|79|80)/.exec(digits)?.[0] ?? digits.slice(0, 3);
  const rest = digits.slice(areaCode.length);
  return `+91 ${areaCode} ${rest.slice(0, rest.length - 4)} ${rest.slice(-4)}`;
}

/** However it was typed: with blanks, with 0 before it, or as a whole international number; landlines too. */
export function indianPhone(typed: string): string | null {
  const digits = typed.replaceAll(/[\s()-]/g, '').replace(/^00/, '+');
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits;
  const local = /^0?(\d{10})$/.exec(digits)?.[1];
  return local === undefined ? null : `+91${local}`;
}
