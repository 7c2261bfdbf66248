/** The header has whole seconds; less than that apart, two clocks agree. */
const AGREE_MS = 1500;

/**
 * How far the clock of this device is ahead of the server's, by an answer that has just come. The server says until when
 * a time is kept; a telephone whose own clock is wrong must count down as many seconds all the same.
 */
export function clockAhead({ headers }: Response): number {
  const server = Date.parse(headers.get('Date') ?? '');
  const ahead = Number.isNaN(server) ? 0 : Date.now() - server;
  return Math.abs(ahead) < AGREE_MS ? 0 : ahead;
}
