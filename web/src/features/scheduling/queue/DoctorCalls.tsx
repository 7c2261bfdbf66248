import classes from './queue.module.css';
import { QueueLine } from './QueueLine';
import { useLiveQueue } from './useLive';

type DoctorCallsProps = { clinicId: string; zone: string; today: string; doctorId: string };

/** A doctor's own line above the day: one press for who is next. */
export function DoctorCalls({ clinicId, zone, today, doctorId }: DoctorCallsProps) {
  const { query, renew } = useLiveQueue(clinicId, today);
  const queue = query.data?.find(({ practitioner_id }) => practitioner_id === doctorId);
  if (queue === undefined) return null;
  return (
    <div className={classes.ofDoctor}>
      <QueueLine queue={queue} zone={zone} renew={renew} />
    </div>
  );
}
