import type { Refusal } from '@/lib/api/refusal';
import type { SignIn } from './api';

export type StepProps = {
  /** Tries to come in; who succeeds is taken away from this page. */
  attempt: (wish: SignIn) => Promise<unknown>;
  /** Whether a refusal was the next step and not a mistake. */
  onRefused: (wish: SignIn) => (refusal: Refusal) => boolean;
};
