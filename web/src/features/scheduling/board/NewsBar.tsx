import { ActionIcon, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CheckIcon, CloseIcon, StopIcon } from '@/ui/parts/icons';
import { useBlockRefusal } from './blocks/useBlockRefusal';
import type { BlockNews } from './blocks/useBlocks';
import classes from './board.module.css';
import { useDiaryRefusal } from './useDiaryRefusal';
import type { MoveNews } from './useMoves';
import type { News } from './useDeeds';
import { useTimes } from './useTimes';

type NewsBarProps = { news: News | null; zone: string; doctorName: (id: string) => string; onUndo: (news: News) => void; onClose: () => void };

/** What became of a deed, with the way back; it stays until it is read or the next one comes. */
export function NewsBar({ news, onUndo, onClose, ...names }: NewsBarProps) {
  const { t } = useTranslation('scheduling/board');
  if (news === null) return null;
  const isRefused = news.error !== null;
  return (
    <div className={classes.news} data-state={isRefused ? 'bad' : 'good'} role={isRefused ? 'alert' : 'status'}>
      {isRefused ? <StopIcon /> : <CheckIcon />}
      <p>{news.about === 'move' ? <OfMove news={news} {...names} /> : <OfBlock news={news} {...names} />}</p>
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

type SaidProps<N> = Pick<NewsBarProps, 'zone' | 'doctorName'> & { news: N };

function OfMove({ news, zone, doctorName }: SaidProps<MoveNews>) {
  const { t } = useTranslation('scheduling/board');
  const sentence = useDiaryRefusal();
  const times = useTimes(zone);
  const name = news.visit.patient?.name ?? t('noName');
  if (news.error !== null) return t('news.refused', { name, time: times.full(news.back.startsAt), why: sentence(news.error) });
  const said = { name, time: times.span(news.to.startsAt, news.to.endsAt), doctor: doctorName(news.to.diaryId) };
  return t(news.visit.series_id === null ? 'news.moved' : 'news.movedAlone', said);
}

function OfBlock({ news: { wish, blockId, error }, zone, doctorName }: SaidProps<BlockNews>) {
  const { t } = useTranslation('scheduling/board');
  const sentence = useBlockRefusal();
  const times = useTimes(zone);
  const said = { time: times.span(wish.startsAt, wish.endsAt), whose: doctorName(wish.diaryId) };
  if (error !== null) return t('news.blockRefused', { ...said, why: sentence(error) });
  return t(blockId === null ? 'news.freed' : 'news.blocked', said);
}
