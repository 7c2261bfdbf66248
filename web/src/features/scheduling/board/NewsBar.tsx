import { ActionIcon, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CheckIcon, CloseIcon, StopIcon } from '@/ui/parts/icons';
import classes from './board.module.css';
import { useDiaryRefusal } from './useDiaryRefusal';
import type { MoveNews } from './useMoves';
import { useTimes } from './useTimes';

type NewsBarProps = { news: MoveNews | null; zone: string; doctorName: (id: string) => string; onUndo: (news: MoveNews) => void; onClose: () => void };

/** What became of a move, with the way back; it stays until it is read or the next one comes. */
export function NewsBar({ news, zone, doctorName, onUndo, onClose }: NewsBarProps) {
  const { t } = useTranslation('scheduling/board');
  const sentence = useDiaryRefusal();
  const times = useTimes(zone);
  if (news === null) return null;
  const isRefused = news.error !== null;
  const name = news.visit.patient?.name ?? t('noName');
  const text = isRefused
    ? t('news.refused', { name, time: times.full(news.back.startsAt), why: news.error === null ? '' : sentence(news.error) })
    : t(news.visit.series_id === null ? 'news.moved' : 'news.movedAlone', { name, time: times.span(news.to.startsAt, news.to.endsAt), doctor: doctorName(news.to.diaryId) });
  return (
    <div className={classes.news} data-state={isRefused ? 'bad' : 'good'} role={isRefused ? 'alert' : 'status'}>
      {isRefused ? <StopIcon /> : <CheckIcon />}
      <p>{text}</p>
      {!isRefused && (
        <Button size="sm" variant="default" onClick={() => onUndo(news)}>
          {t('news.undo')}
        </Button>
      )}
      <ActionIcon color="gray" aria-label={t('close')} onClick={onClose}>
        <CloseIcon />
      </ActionIcon>
    </div>
  );
}
