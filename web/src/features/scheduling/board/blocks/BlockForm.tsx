import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Actions, Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { clockAt, instantOf, isDay, minutesOf, wallOf } from '../../zones';
import type { Span } from '../axis';
import { sheetsQuery, visitsQuery } from '../boardApi';
import classes from '../side.module.css';
import { SidePanel } from '../SidePanel';
import { useAsking } from '../useAsking';
import { useNow } from '../useNow';
import type { BlockWish } from './blocksApi';
import { InTheWay } from './InTheWay';
import { isBlockedIn, obstaclesIn } from './obstacles';
import { useBlockRefusal } from './useBlockRefusal';

/** What was marked on the board, or nothing of it. */
export type BlockStart = { diaryId: string | null; span: Span | null; date: string };

type BlockFormProps = {
  clinicId: string;
  zone: string;
  diaries: { id: string; name: string; isRoom: boolean }[];
  start: BlockStart;
  work: (wish: BlockWish) => Promise<void>;
  onDone: (wish: BlockWish, date: string) => void;
  onBook: (diaryId: string, startsAt: number) => void;
  onMoveVisit: (visitId: string) => void;
  onClose: () => void;
};

const DAY_MINUTES = 24 * 60;
const USUAL_MINUTES = 60;
const MORNING_MINUTES = 9 * 60;

/** For who has not pointed at any hour: today the next full one, and on other days the morning. */
function usualStart(date: string, now: number, zone: string): number {
  const { day, minutes } = wallOf(now, zone);
  return day === date ? Math.min(Math.ceil((minutes + 1) / 60) * 60, DAY_MINUTES - USUAL_MINUTES) : MORNING_MINUTES;
}

function useStretchWish({ zone, diaries, start }: BlockFormProps) {
  const now = useNow(20_000);
  const [diaryId, setDiary] = useState(start.diaryId ?? diaries[0]?.id ?? '');
  const [date, setDate] = useState(start.date);
  const [from, setFrom] = useState(() => clockAt(start.span?.startsAt ?? instantOf(start.date, usualStart(start.date, now, zone), zone), zone));
  const [until, setUntil] = useState(() => clockAt(start.span?.endsAt ?? instantOf(start.date, usualStart(start.date, now, zone) + USUAL_MINUTES, zone), zone));
  const [startMinutes, untilSaid] = [minutesOf(from), minutesOf(until)];
  // Midnight at the end of a stretch is the end of the day.
  const endMinutes = untilSaid === 0 ? DAY_MINUTES : untilSaid;
  const isWhole = startMinutes !== null && endMinutes !== null;
  const isInOrder = isWhole && endMinutes > startMinutes;
  const span = isInOrder ? { startsAt: instantOf(date, startMinutes, zone), endsAt: instantOf(date, endMinutes, zone) } : null;
  return { now, diaryId, setDiary, date, setDate, from, setFrom, until, setUntil, span, isWrong: isWhole && !isInOrder };
}

/** Taking a stretch of a day out, by keys too: whose, from when until when, and why. */
export function BlockForm(props: BlockFormProps) {
  const { clinicId, start, work, onDone, onBook, onMoveVisit, onClose } = props;
  const { t } = useTranslation('scheduling/board');
  const wish = useStretchWish(props);
  const sentence = useBlockRefusal();
  const { diaryId, span } = wish;
  const isRoom = props.diaries.find(({ id }) => id === diaryId)?.isRoom === true;
  const { busy, error, run } = useAsking(JSON.stringify([diaryId, span]));
  const submit = (said: (name: string) => string) => {
    if (span === null) return;
    const stretch = { diaryId, ...span, reason: said('reason').trim() || null };
    void run(async () => {
      await work(stretch);
      onDone(stretch, wish.date);
    });
  };
  return (
    <SidePanel title={t('block.title')} onClose={onClose}>
      <p className={classes.note}>{t('block.note')}</p>
      <Form onSubmit={submit} label={t('block.title')}>
        <StretchFields diaries={props.diaries} wish={wish} isMarked={start.span !== null} />
        <TextInput label={t('fact.reason')} name="reason" maxLength={200} autoComplete="off" data-autofocus={start.span === null ? undefined : true} />
        {span !== null && <Obstacles clinicId={clinicId} date={wish.date} zone={props.zone} diaryId={diaryId} span={span} onMoveVisit={onMoveVisit} />}
        {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
        <Actions>
          <Button type="submit" loading={busy} disabled={span === null}>
            {t('block.do')}
          </Button>
          {start.span !== null && !isRoom && span !== null && (
            <Button variant="default" onClick={() => onBook(diaryId, span.startsAt)}>
              {t('block.bookInstead')}
            </Button>
          )}
        </Actions>
      </Form>
    </SidePanel>
  );
}

type StretchFieldsProps = { diaries: BlockFormProps['diaries']; wish: ReturnType<typeof useStretchWish>; isMarked: boolean };

function StretchFields({ diaries, wish, isMarked }: StretchFieldsProps) {
  const { t } = useTranslation('scheduling/board');
  return (
    <>
      <NativeSelect label={t('block.whose')} value={wish.diaryId} onChange={(event) => wish.setDiary(event.currentTarget.value)} data={diaries.map(({ id, name }) => ({ value: id, label: name }))} data-autofocus={isMarked ? undefined : true} />
      <TextInput label={t('fact.day')} type="date" value={wish.date} onChange={(event) => isDay(event.currentTarget.value) && wish.setDate(event.currentTarget.value)} />
      <div className={classes.pair}>
        <TextInput label={t('block.from')} type="time" step={300} value={wish.from} onChange={(event) => wish.setFrom(event.currentTarget.value)} />
        <TextInput label={t('block.until')} type="time" step={300} value={wish.until} onChange={(event) => wish.setUntil(event.currentTarget.value)} error={wish.isWrong && t('block.order')} />
      </div>
    </>
  );
}

type ObstaclesProps = { clinicId: string; date: string; zone: string; diaryId: string; span: Span; onMoveVisit: (visitId: string) => void };

/** Said before it is asked for: a block goes over nobody. */
function Obstacles({ clinicId, date, zone, diaryId, span, onMoveVisit }: ObstaclesProps) {
  const { t } = useTranslation('scheduling/board');
  const now = useNow(20_000);
  const sheet = useQuery(sheetsQuery(clinicId, date)).data?.find(({ diary_id }) => diary_id === diaryId);
  const visits = useQuery(visitsQuery(clinicId, date)).data ?? [];
  const obstacles = obstaclesIn(sheet, span, visits, now);
  if (obstacles.length > 0) return <InTheWay obstacles={obstacles} zone={zone} onMoveVisit={onMoveVisit} />;
  return isBlockedIn(sheet, span) ? <FormNote state="warn">{t('block.already')}</FormNote> : null;
}
