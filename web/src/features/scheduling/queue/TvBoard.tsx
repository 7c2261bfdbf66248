import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { localeOf } from '@/lib/i18n/languages';
import { OfflineIcon } from '@/ui/parts/icons';
import type { components } from '@/lib/api/schema';
import { useLiveNumbers } from './useLive';
import classes from './tv.module.css';

type Room = components['schemas']['BoardRoom'];

/** So long each language stands; long enough to be read aloud to somebody. */
const TURN_MS = 8_000;
const CLOCK_MS = 5_000;
const LANGUAGES = ['en', 'hi'] as const;

function useTicking<T>(everyMs: number, read: (beat: number) => T): T {
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setBeat((one) => one + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return read(beat);
}

/** The waiting room's screen: numbers and rooms, both languages in turn, and never a name or a sound. */
export function TvBoard({ clinicId, boardKey }: { clinicId: string; boardKey: string }) {
  const { t, i18n } = useTranslation('scheduling/queue');
  const numbers = useLiveNumbers(clinicId, boardKey);
  const language = useTicking(TURN_MS, (beat) => LANGUAGES[beat % LANGUAGES.length] ?? 'en');
  useEffect(() => {
    void i18n.loadLanguages([...LANGUAGES]);
  }, [i18n]);
  const say: Say = (word, values = {}) => t(`tv.${word}`, { lng: language, ...values });
  const isClosed = numbers.error instanceof Refusal && numbers.error.status === 404;
  const isAway = numbers.error !== null && !isClosed;
  if (isClosed || clinicId === '' || boardKey === '') {
    return (
      <div className={classes.tv}>
        <title>{t('tv.documentTitle')}</title>
        <h1 className={classes.quiet}>{t('tv.closed')}</h1>
      </div>
    );
  }
  const board = numbers.data;
  return (
    <div className={classes.tv} lang={language}>
      <title>{t('tv.documentTitle')}</title>
      <header className={classes.head}>
        <h1>{board?.clinic_name ?? ''}</h1>
        {isAway && (
          <p className={classes.away} role="status">
            <OfflineIcon size={32} /> {say('away')}
          </p>
        )}
        {board !== undefined && <Clock zone={board.time_zone} language={language} />}
      </header>
      {board !== undefined && board.rooms.length === 0 && <p className={classes.quiet}>{say('nobody')}</p>}
      <div className={classes.rooms} data-count={(board?.rooms.length ?? 0) > 2 ? 'many' : board?.rooms.length}>
        {board?.rooms.map((room) => <RoomCard key={[room.room, ...room.inside, ...room.called, ...room.next].join(' ')} room={room} say={say} zone={board.time_zone} language={language} />)}
      </div>
    </div>
  );
}

type Say = (word: 'away' | 'nobody' | 'comeIn' | 'inside' | 'soon' | 'late' | 'next', values?: { time?: string }) => string;
type RoomCardProps = { room: Room; say: Say; zone: string; language: string };

function RoomCard({ room, say, zone, language }: RoomCardProps) {
  const isCalling = room.called.length > 0;
  const shown = isCalling ? room.called : room.inside;
  const late = room.goes_on_at === null ? null : new Date(room.goes_on_at).toLocaleTimeString(localeOf(language), { timeZone: zone, hour: 'numeric', minute: '2-digit' });
  return (
    <section className={classes.room} data-calling={isCalling || undefined}>
      <h2>{room.room}</h2>
      <p className={classes.what}>{say(isCalling ? 'comeIn' : room.inside.length > 0 ? 'inside' : 'soon')}</p>
      <p className={classes.now} data-number>
        {shown.length === 0 ? '·' : shown.join(' ')}
      </p>
      {late !== null && <p className={classes.late}>{say('late', { time: late })}</p>}
      {room.next.length > 0 && (
        <p className={classes.next}>
          <span>{say('next')}</span> {room.next.join('  ')}
        </p>
      )}
    </section>
  );
}

function Clock({ zone, language }: { zone: string; language: string }) {
  const now = useTicking(CLOCK_MS, () => new Date());
  return <p className={classes.clock}>{now.toLocaleTimeString(localeOf(language), { timeZone: zone, hour: 'numeric', minute: '2-digit' })}</p>;
}
