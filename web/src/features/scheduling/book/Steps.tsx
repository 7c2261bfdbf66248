import { useTranslation } from 'react-i18next';
import type { TimeWish } from './api';
import { ForWhom } from './ForWhom';
import type { Held } from './heldTime';
import { LastStep } from './LastStep';
import type { Offer } from './OfOffer';

export type StepsProps = {
  offer: Offer;
  wish: TimeWish;
  held: Held;
  reason: string;
  onReason: (reason: string) => void;
};

/** What is still to be said: who one is, for whom it is, and perhaps why. The time stays kept meanwhile. */
export function Steps(props: StepsProps) {
  const { t } = useTranslation('scheduling/book');
  return (
    <ForWhom clinic={props.offer.clinic} signInNote={t(props.held.state === 'over' ? 'signIn.noteOver' : 'signIn.note')}>
      {(patient) => <LastStep patient={patient} {...props} />}
    </ForWhom>
  );
}
