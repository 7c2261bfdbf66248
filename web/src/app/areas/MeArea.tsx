import { Guarded } from '../Guarded';
import { QuietArea } from './QuietArea';

const ROLES = ['patient'] as const;

export function MeArea() {
  return (
    <Guarded roles={ROLES} signIn="/me/sign-in">
      <QuietArea area="me" />
    </Guarded>
  );
}
