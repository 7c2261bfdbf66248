import { Refusal } from '@/lib/api/refusal';

export type RefusalKind = 'offline' | 'signInNeeded' | 'notAllowed' | 'notFound' | 'tooOften' | 'changed' | 'broken';

const BY_STATUS: Record<number, RefusalKind> = {
  0: 'offline',
  401: 'signInNeeded',
  403: 'notAllowed',
  404: 'notFound',
  412: 'changed',
  429: 'tooOften',
};

export const refusalKindOf = (error: Error): RefusalKind =>
  error instanceof Refusal ? (BY_STATUS[error.status] ?? 'broken') : 'broken';
