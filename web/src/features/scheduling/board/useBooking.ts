import { wallOf } from '../zones';
import { bookVisit, type NewBooking } from './boardApi';
import { bookSeries, type SeriesWish } from './series/seriesApi';
import { useAsking } from './useAsking';

type Repeated = Pick<SeriesWish, 'everyWeeks' | 'count' | 'skip'> | null;

/** One visit, or a whole series of them. */
export function useBooking(asked: string, zone: string, onDone: (visitId: string, date: string) => void) {
  const { busy, error, run } = useAsking(asked);
  const book = (wish: NewBooking, repeated: Repeated) =>
    run(async () => {
      const [first] = repeated === null ? [await bookVisit(wish)] : (await bookSeries({ ...wish, ...repeated })).visits;
      if (first !== undefined) onDone(first.id, wallOf(Date.parse(first.starts_at), zone).day);
    });
  return { busy, error, book };
}
