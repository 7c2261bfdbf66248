import { setupServer } from 'msw/node';

/** Stands in for the network and answers nothing by itself: each test says what the server says. */
export const server = setupServer();
