export type FieldRefusal = { pointer: string; code: string };

type RefusalParts = {
  status: number;
  slug: string;
  title: string;
  detail: string;
  errors: FieldRefusal[];
  requestId: string | null;
  retryAfterS?: number | null;
  /** Whatever else the problem says under names of its own. */
  said?: Record<string, unknown>;
};

/**
 * What the server answered instead of what was asked for, as a value a page can speak about.
 * Status 0 with the slug "unreachable" means that no answer came at all.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly slug: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: FieldRefusal[];
  readonly requestId: string | null;
  readonly retryAfterS: number | null;
  readonly said: Record<string, unknown>;

  constructor(parts: RefusalParts, options?: ErrorOptions) {
    super(parts.detail || parts.title, options);
    this.status = parts.status;
    this.slug = parts.slug;
    this.title = parts.title;
    this.detail = parts.detail;
    this.errors = parts.errors;
    this.requestId = parts.requestId;
    this.retryAfterS = parts.retryAfterS ?? null;
    this.said = parts.said ?? {};
  }

  /** Asking again helps only when the fault was the network's or the server's, or when we asked too often. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function unreachable(cause: unknown): Refusal {
  return new Refusal(
    { status: 0, slug: 'unreachable', title: 'No answer', detail: '', errors: [], requestId: null },
    { cause },
  );
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** The whole seconds of a Retry-After; its other form, a date, is not one that our server writes. */
function secondsIn(header: string | null): number | null {
  const seconds = Number.parseInt(header ?? '', 10);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

/** A proxy in between may answer with a page of its own, so nothing about the body is taken for granted. */
export function refusalFrom(response: Response, body: unknown): Refusal {
  const problem = record(body);
  const instance = text(problem['instance']);
  return new Refusal({
    status: response.status,
    slug: text(problem['type']).replace(/^.*\/problems\//, '') || 'unknown',
    title: text(problem['title']) || response.statusText,
    detail: text(problem['detail']),
    errors: Array.isArray(problem['errors'])
      ? problem['errors'].map(record).map((one) => ({ pointer: text(one['pointer']), code: text(one['code']) }))
      : [],
    requestId: instance.replace(/^urn:request:/, '') || response.headers.get('X-Request-Id'),
    retryAfterS: secondsIn(response.headers.get('Retry-After')),
    said: problem,
  });
}
