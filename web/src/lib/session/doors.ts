import createClient from 'openapi-fetch';
import type { paths } from '../api/schema';
import { deviceProof } from './deviceProof';

/** The doors through which one comes in: nobody is signed in there yet, and the browser proves which one it is. */
export const doors = createClient<paths>({
  baseUrl: globalThis.location.origin,
  fetch: async (request) => {
    const proven = new Request(request);
    proven.headers.set('DPoP', await deviceProof(request.method, request.url));
    return globalThis.fetch(proven);
  },
});
