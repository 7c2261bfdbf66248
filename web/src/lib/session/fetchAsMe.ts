import { currentToken, isTokenOld, refreshSession, whenSettled } from './session';

function signed(request: Request): Request {
  const token = currentToken();
  if (token !== null) request.headers.set('Authorization', `Bearer ${token}`);
  return request;
}

const NOT_THE_SESSION = ['/invalid-credentials', '/passkey-invalid'];

/** A wrong password on a signed-in page is answered with 401 too, and says nothing about the session. */
async function isAboutSession(answer: Response): Promise<boolean> {
  const problem: unknown = await answer
    .clone()
    .json()
    .catch(() => null);
  const type = typeof problem === 'object' && problem !== null && 'type' in problem ? String(problem.type) : '';
  return !NOT_THE_SESSION.some((slug) => type.endsWith(slug));
}

/**
 * Asks as who is signed in. A token that is over is renewed once and the question is asked again; when the session
 * itself is over it is asked as nobody, so that a public page stays readable.
 */
export async function fetchAsMe(request: Request): Promise<Response> {
  await whenSettled();
  const asked = currentToken();
  const again = asked === null ? null : request.clone();
  // The function is looked up at each call, so that a test can stand in for the network.
  const answer = await globalThis.fetch(signed(request));
  if (again === null || answer.status !== 401) {
    if (isTokenOld()) void refreshSession();
    return answer;
  }
  if (!(await isAboutSession(answer))) return answer;
  // Another answer may have renewed it while this one was on its way.
  if (currentToken() === asked) await refreshSession();
  return globalThis.fetch(signed(again));
}
