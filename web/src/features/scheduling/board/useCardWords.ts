import { useTranslation } from 'react-i18next';
import { CheckIcon, ClockIcon, LockIcon, PersonIcon, SpeechIcon, StopIcon, WarnIcon } from '@/ui/parts/icons';
import type { Card, VisitState } from './model';

/** Each state has a mark of its own beside its colour; a promised visit is the usual and has none. */
export const MARKS: Partial<Record<VisitState | 'stray' | 'held' | 'blocked', typeof CheckIcon>> = {
  requested: ClockIcon,
  arrived: PersonIcon,
  in_consultation: SpeechIcon,
  completed: CheckIcon,
  no_show: StopIcon,
  stray: WarnIcon,
  held: ClockIcon,
  blocked: LockIcon,
};

export type Look = VisitState | 'stray' | 'held' | 'blocked';

/** What a card is to the eye: that it must be moved comes before everything else. */
export function lookOf(card: Card): Look {
  if (card.visit === null) return card.kind === 'blocked' ? 'blocked' : 'held';
  return card.isStray ? 'stray' : card.visit.state;
}

/** The state as a word. */
export function useLookWord(): (look: Look) => string {
  const { t } = useTranslation('scheduling/board');
  return (look) => t(`look.${look}`);
}
