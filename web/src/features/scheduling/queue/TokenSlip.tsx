import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { dayIn } from '@/lib/format/times';
import { useFormat } from '@/lib/i18n/useFormat';
import { Actions } from '@/ui/parts/Form';
import classes from './queue.module.css';
import type { CheckedIn } from './queueApi';

type TokenSlipProps = { came: CheckedIn; doctor: string; clinic: string; zone: string; onNext: () => void };

/** What somebody takes to the waiting room: the number, the room, whom they wait for. No name: slips are lost. */
export function TokenSlip({ came, doctor, clinic, zone, onNext }: TokenSlipProps) {
  const { t } = useTranslation('scheduling/queue');
  const { day, time } = useFormat();
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  return (
    <div className={classes.slipHolder}>
      <div className={classes.slip} data-prints role="status">
        <p>{clinic}</p>
        <p className={classes.slipLabel}>{t('slip.number')}</p>
        <p className={classes.slipToken}>{came.ticket.token}</p>
        <p>{[doctor, came.ticket.room].filter(Boolean).join(' · ')}</p>
        <p className="tabular">{came.places.length > 0 ? t('slip.time', { time: time(came.starts_at, zone) }) : t('slip.noTime')}</p>
        <p className="tabular">{[day(dayIn(came.ticket.arrived_at, zone), 'long'), time(came.ticket.arrived_at, zone)].join(', ')}</p>
      </div>
      <Actions>
        <Button ref={next} onClick={onNext}>
          {t('slip.next')}
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          {t('slip.print')}
        </Button>
      </Actions>
    </div>
  );
}
