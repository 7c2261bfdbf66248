import createClient from 'openapi-fetch';
import { fetchAsMe } from '../session/fetchAsMe';
import type { paths } from './schema';

export { answerOf, done, shouldAskAgain } from './answer';

/** The one door to the server. ETags are the browser's own cache's work: it sends them and turns a 304 into the answer. */
export const api = createClient<paths>({ baseUrl: globalThis.location.origin, fetch: fetchAsMe });
