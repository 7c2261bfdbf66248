import createClient from 'openapi-fetch';
import { Refusal, refusalFrom, unreachable } from './refusal';
import type { paths } from './schema';

/** The one door to the server. ETags are the browser's own cache's work: it sends them and turns a 304 into the answer. */
export const api = createClient<paths>({
  baseUrl: globalThis.location.origin,
  // The function is looked up at each call, so that a test can stand in for the network.
  fetch: (request) => globalThis.fetch(request),
});

type Outcome<T> = { data?: T; error?: unknown; response: Response };

/** Gives the answer's body, or throws the Refusal; nothing else ever comes out of it. */
export async function answerOf<T>(call: Promise<Outcome<T>>): Promise<T> {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw unreachable(cause);
  }
  if (!outcome.response.ok || outcome.data === undefined) throw refusalFrom(outcome.response, outcome.error);
  return outcome.data;
}

/** One more try for what may pass by itself; a refusal that is a decision is shown at once. */
export function shouldAskAgain(triesSoFar: number, error: Error): boolean {
  return triesSoFar < 1 && error instanceof Refusal && error.mayPass && error.status !== 429;
}
