/** Money travels in paise, and is read in rupees with Indian grouping: 12345600 is ₹1,23,456. */
export function moneyText(paise: number, locale: string): string {
  const whole = paise % 100 === 0;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'INR',
    minimumFractionDigits: whole ? 0 : 2,
    maximumFractionDigits: whole ? 0 : 2,
  }).format(paise / 100);
}
