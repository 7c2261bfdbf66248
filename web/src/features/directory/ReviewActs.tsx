import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { useSession } from '@/lib/session/useSession';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { Actions } from '@/ui/parts/Form';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';
import { ownPractitionerQuery, type Practitioner } from './api';
import classes from './DoctorReviews.module.css';
import { answerReview, hideReview, patchReviews, type Review } from './reviews';

type ReviewActsProps = { review: Review; doctor: Practitioner };

const ANSWER_LENGTH = 1000;
const KEEPERS = new Set(['manager', 'admin']);

/** Who may answer what is said of a doctor, and who may hide it: people of this very clinic. */
function useMay(doctor: Practitioner) {
  const session = useSession();
  const account = session.state === 'signedIn' && session.account.clinic_id === doctor.clinic_id ? session.account : null;
  const own = useQuery({ ...ownPractitionerQuery, enabled: account?.role === 'doctor' });
  return {
    mayAnswer: account !== null && (KEEPERS.has(account.role) || (account.role === 'doctor' && own.data?.id === doctor.id)),
    mayHide: account?.role === 'admin',
  };
}

/** What the clinic can do about a review; everybody else sees nothing here. */
export function ReviewActs({ review, doctor }: ReviewActsProps) {
  const { mayAnswer, mayHide } = useMay(doctor);
  const canAnswer = mayAnswer && review.answer === null;
  if (!canAnswer && !mayHide) return null;
  return (
    <Actions>
      {canAnswer && <AnswerReview review={review} doctor={doctor} />}
      {mayHide && <HideReview review={review} doctor={doctor} />}
    </Actions>
  );
}

function AnswerReview({ review, doctor }: ReviewActsProps) {
  const { t } = useTranslation('directory');
  const queries = useQueryClient();
  const sentence = useRefusalSentence();
  const work = async (text: string) => {
    const answered = await answerReview(review.id, text);
    patchReviews(queries, doctor.id, (one) => (one.id === answered.id ? answered : one));
  };
  return (
    <ConfirmButton
      label={t('reviews.answerDo')}
      question={t('reviews.answerQuestion')}
      text={
        <>
          {review.text !== '' && <blockquote className={classes.quote}>{review.text}</blockquote>}
          <p>{t('reviews.answerText')}</p>
        </>
      }
      reason={{ label: t('reviews.answerLabel'), required: true, missing: t('reviews.answerMissing'), atMost: ANSWER_LENGTH }}
      work={work}
      sentenceOf={(error) => (error instanceof Refusal && error.slug === 'answered-already' ? t('reviews.answeredAlready') : sentence(error))}
    />
  );
}

function HideReview({ review, doctor }: ReviewActsProps) {
  const { t } = useTranslation('directory');
  const queries = useQueryClient();
  const work = async (reason: string) => {
    await hideReview(review.id, reason);
    patchReviews(queries, doctor.id, (one) => (one.id === review.id ? null : one));
    // The stars stand in the page's head, and in every list of doctors.
    await queries.invalidateQueries({ queryKey: ['directory', 'doctor'] });
  };
  return (
    <ConfirmButton
      label={t('reviews.hide')}
      question={t('reviews.hideQuestion')}
      text={t('reviews.hideText')}
      reason={{ label: t('reviews.hideReason'), required: true }}
      work={work}
    />
  );
}
