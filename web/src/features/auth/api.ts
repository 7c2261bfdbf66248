import { answerOf, done } from '@/lib/api/answer';
import type { components } from '@/lib/api/schema';
import { doors } from '@/lib/session/doors';
import { beginSession, type SignedIn } from '@/lib/session/session';

export type SignIn = components['schemas']['SignIn'];
export type Enrolment = components['schemas']['Enrolment'];

/** Lets somebody in, or throws the Refusal that says what is still missing. */
export async function signIn(wish: SignIn): Promise<SignedIn> {
  const answer = await answerOf(doors.POST('/api/v1/auth/sign-in', { body: wish }));
  beginSession(answer);
  return answer;
}

export const offerSecondFactor = (wish: SignIn): Promise<Enrolment> =>
  answerOf(doors.POST('/api/v1/auth/totp', { body: wish }));

export const confirmSecondFactor = async (wish: SignIn): Promise<string[]> =>
  (await answerOf(doors.POST('/api/v1/auth/totp/confirmation', { body: wish }))).recovery_codes;

export const acceptInvitation = (token: string, password: string): Promise<void> =>
  done(doors.POST('/api/v1/auth/invitations/acceptance', { body: { token, password } }));

export type Challenge = components['schemas']['Challenge'];

export const sendCode = async (phone: string) => {
  const challenge: Challenge = await answerOf(doors.POST('/api/v1/auth/otp', { body: { phone, channel: 'sms' } }));
  return { ...challenge, phone, sentAt: Date.now() };
};

export async function verifyCode(sent: { challenge_id: string; phone: string }, code: string): Promise<void> {
  const { challenge_id, phone } = sent;
  beginSession(await answerOf(doors.POST('/api/v1/auth/otp/verify', { body: { challenge_id, phone, code } })));
}
