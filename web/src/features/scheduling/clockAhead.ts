import { answerOf } from '@/lib/api/client';

/** The header has whole seconds; less than that apart, two clocks agree. */
const AGREE_MS = 1500;

/**
 * How far the clock of this device is ahead of the server's, by an answer that has just come. The server says until when
 * a time is kept; a telephone whose own clock is wrong must count down as many seconds all the same.
 */
function clockAhead({ headers }: Response): number {
  const server = Date.parse(headers.get('Date') ?? '');
  const ahead = Number.isNaN(server) ? 0 : Date.now() - server;
  return Math.abs(ahead) < AGREE_MS ? 0 : ahead;
}

/** An answer with instants in it that are counted down to, and what has to be added to them here. */
export async function answerWithClock<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<{ answer: T; ahead: number }> {
  let ahead = 0;
  const answer = await answerOf(
    call.then((outcome) => {
      ahead = clockAhead(outcome.response);
      return outcome;
    }),
  );
  return { answer, ahead };
}
