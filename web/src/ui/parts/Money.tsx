import { useFormat } from '@/lib/i18n/useFormat';

/** Rupees from paise, in figures of one width so that they line up below each other. */
export function Money({ paise }: { paise: number }) {
  const { money } = useFormat();
  return <data className="tabular" value={paise / 100}>{money(paise)}</data>;
}
