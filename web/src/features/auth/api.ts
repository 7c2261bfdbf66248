import { queryOptions } from '@tanstack/react-query';
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

/** Answers for how many seconds a link is good, whether one was sent or not. */
export const askForReset = async (email: string): Promise<number> =>
  (await answerOf(doors.POST('/api/v1/auth/password-reset', { body: { email } }))).good_for_s;

export const acceptReset = (token: string, password: string, totp?: string): Promise<void> => {
  const body = totp === undefined ? { token, password } : { token, password, totp };
  return done(doors.POST('/api/v1/auth/password-reset/acceptance', { body }));
};

export type Challenge = components['schemas']['Challenge'];

export const sendCode = async (phone: string) => {
  const challenge: Challenge = await answerOf(doors.POST('/api/v1/auth/otp', { body: { phone, channel: 'sms' } }));
  return { ...challenge, phone, sentAt: Date.now() };
};

export async function verifyCode(sent: { challenge_id: string; phone: string }, code: string): Promise<void> {
  const { challenge_id, phone } = sent;
  beginSession(await answerOf(doors.POST('/api/v1/auth/otp/verify', { body: { challenge_id, phone, code } })));
}

/** While it is looked at, a waiting device asks again and again; the browser's key is its only proof. */
const ASK_EVERY_MS = 8_000;

export const standingQuery = (deviceId: string) =>
  queryOptions({
    queryKey: ['auth', 'standing', deviceId],
    queryFn: ({ signal }) =>
      answerOf(doors.GET('/api/v1/devices/{device_id}/standing', { params: { path: { device_id: deviceId } }, signal })),
    refetchInterval: ({ state }) => ((state.data?.standing ?? 'waiting') === 'waiting' ? ASK_EVERY_MS : false),
    gcTime: 0,
    retry: false,
  });
