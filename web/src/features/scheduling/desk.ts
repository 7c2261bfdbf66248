/** What an address says of the desk; small, because the router reads it before any page is loaded. */
export type DeskAddress = { date?: string | undefined; visit?: string | undefined; patient?: string | undefined };

export { isDay } from './zones';
