import { useState } from 'react';
import { wallOf } from '../zones';
import { bookVisit, type NewBooking } from './boardApi';
import { bookSeries, type SeriesWish } from './series/seriesApi';

type Repeated = Pick<SeriesWish, 'everyWeeks' | 'count' | 'skip'> | null;

/** One visit, or a whole series of them. A refusal is said as long as the form asks for what was refused. */
export function useBooking(asked: string, zone: string, onDone: (visitId: string, date: string) => void) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ asked: string; error: Error } | null>(null);
  const book = async (wish: NewBooking, repeated: Repeated) => {
    setBusy(true);
    setRefused(null);
    try {
      const [first] = repeated === null ? [await bookVisit(wish)] : (await bookSeries({ ...wish, ...repeated })).visits;
      if (first !== undefined) onDone(first.id, wallOf(Date.parse(first.starts_at), zone).day);
    } catch (fault) {
      setRefused({ asked, error: fault instanceof Error ? fault : new Error(String(fault)) });
      setBusy(false);
    }
  };
  return { busy, error: refused?.asked === asked ? refused.error : null, book };
}
