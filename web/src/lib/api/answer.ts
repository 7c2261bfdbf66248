import { Refusal, refusalFrom, unreachable } from './refusal';

type Outcome<T> = { data?: T; error?: unknown; response: Response };

async function outcomeOf<T>(call: Promise<Outcome<T>>): Promise<Outcome<T>> {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw unreachable(cause);
  }
  if (!outcome.response.ok) throw refusalFrom(outcome.response, outcome.error);
  return outcome;
}

/** Gives the answer's body, or throws the Refusal; nothing else ever comes out of it. */
export async function answerOf<T>(call: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await outcomeOf(call);
  if (data === undefined) throw refusalFrom(response, error);
  return data;
}

/** For a door that answers without a body. */
export async function done(call: Promise<Outcome<unknown>>): Promise<void> {
  await outcomeOf(call);
}

/** One more try for what may pass by itself; a refusal that is a decision is shown at once. */
export function shouldAskAgain(triesSoFar: number, error: Error): boolean {
  return triesSoFar < 1 && error instanceof Refusal && error.mayPass && error.status !== 429;
}
