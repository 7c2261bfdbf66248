import { Button, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { clinicQuery, type Clinic } from '@/features/directory';
import { todayIn } from '@/lib/format/dates';
import { useMe } from '@/lib/session/useSession';
import { Answered } from '@/ui/parts/Answered';
import { EmptyState } from '@/ui/parts/EmptyState';
import { ClockIcon } from '@/ui/parts/icons';
import { DayHead } from './BoardHead';
import classes from './board.module.css';
import { BoardGrid } from './BoardGrid';
import { BoardSide } from './BoardSide';
import { BoardTools, DayFigures, DoctorChoice } from './BoardTools';
import { Board } from './context';
import { NewsBar } from './NewsBar';
import { useBoardKeys } from './useBoardKeys';
import { useDesk, type Desk } from './useDesk';
import type { DeskAddress } from '../desk';
import { useNow } from './useNow';



export type BoardPageProps = { address: DeskAddress; onGo: (to: DeskAddress) => void };

/** The front desk's day. */
export function BoardPage(props: BoardPageProps) {
  const { t } = useTranslation('scheduling/board');
  const me = useMe();
  const clinic = useQuery(clinicQuery(me.clinic_id ?? ''));
  return (
    <div className={classes.page} data-fills>
      <title>{t('documentTitle')}</title>
      <Answered query={clinic} wholePage loading={<BoardLoading />}>
        {(found) => <BoardOfDay clinic={found} {...props} />}
      </Answered>
    </div>
  );
}

function BoardLoading() {
  return (
    <div className={classes.loading} aria-hidden="true">
      <Skeleton height={48} />
      <Skeleton height={420} />
    </div>
  );
}

function BoardOfDay({ clinic, address, onGo }: BoardPageProps & { clinic: Clinic }) {
  const { t } = useTranslation('scheduling/board');
  const now = useNow(20_000);
  const today = todayIn(clinic.time_zone, new Date(now));
  const date = address.date ?? today;
  const scroller = useRef<HTMLDivElement>(null);
  const isPhone = useMediaQuery('(max-width: 47.99em)') === true;
  const desk = useDesk({ clinic, date, now, address, onGo, scroller, isPhone });
  const goTo = (day: string) => onGo({ date: day === today ? undefined : day });
  useBoardKeys({ date, today, goTo, book: () => desk.openBooking(null, null), block: () => desk.openBlocking(null, null) });
  return (
    <Board value={desk.board}>
      <DayHead date={date} today={today} onDay={goTo} label={t('title')} figures={<DayFigures visits={desk.visits} />}>
        <BoardTools desk={desk} />
      </DayHead>
      <DoctorChoice desk={desk} />
      <p id="board-keys" className={classes.unseen}>
        {t('keys')}
      </p>
      <Spoken desk={desk} />
      <div className={classes.body}>
        <DayBody desk={desk} scroller={scroller} isToday={date === today} />
        <BoardSide desk={desk} clinic={clinic} />
      </div>
    </Board>
  );
}

function DayBody({ desk, scroller, isToday }: { desk: Desk; scroller: React.RefObject<HTMLDivElement | null>; isToday: boolean }) {
  const { t } = useTranslation('scheduling/board');
  return (
    <div className={classes.day}>
      <Answered query={desk.live.sheets} loading={<BoardLoading />}>
        {() => (
          <Answered query={desk.live.visits} loading={<BoardLoading />}>
            {() =>
              desk.columns.length === 0 ? (
                <EmptyState icon={ClockIcon} title={t('empty.title')} actions={<Button onClick={() => desk.openBooking(null, null)}>{t('book.open')}</Button>}>
                  {t('empty.text')}
                </EmptyState>
              ) : (
                <BoardGrid columns={desk.columns} scroller={scroller} isToday={isToday} />
              )
            }
          </Answered>
        )}
      </Answered>
      <NewsBar news={desk.news} zone={desk.board.zone} doctorName={desk.doctorName} onUndo={desk.undo} onClose={desk.clearNews} />
    </div>
  );
}

/** What is in somebody's hand, said aloud with every key. */
function Spoken({ desk }: { desk: Desk }) {
  const { t } = useTranslation('scheduling/board');
  const { grip } = desk.board;
  return (
    <p className={classes.unseen} aria-live="assertive">
      {grip?.byKeys === true ? t('held', { name: grip.visit.patient?.name ?? t('noName'), time: desk.times.span(grip.to.startsAt, grip.to.endsAt), doctor: desk.doctorName(grip.to.diaryId) }) : ''}
    </p>
  );
}
