import { useSearch } from '@tanstack/react-router';
import { FindPage } from '@/features/directory';
import { LeadToSetup } from '@/features/founding';
import { NextTimes, useNextTimes } from '@/features/scheduling';

/** The directory knows who there is, the diary when they can be seen; the page shows both. */
export function FindArea() {
  const search = useSearch({ from: '/' });
  const next = useNextTimes(search);
  return (
    <FindPage
      whenNobody={<LeadToSetup />}
      renderTimes={({ id, name, clinic }) => (
        <NextTimes
          doctorId={id}
          name={name}
          timeZone={clinic.time_zone}
          next={next.data?.get(id)}
          waits={next.isPending && next.fetchStatus === 'fetching'}
          mode={search.mode}
        />
      )}
    />
  );
}
