/** What somebody looks at, from the broad to the narrow: a clinic, a diary in it, a day of that diary. */
export type Place = string;
/** Called with the place that has changed, or with null when anything may have: while nobody could tell us. */
export type Heard = (place: Place | null) => void;

type Follower = { places: readonly Place[]; heard: Heard };

const MOST_PLACES = 60;
/** Several parts of a page begin and end to look in the same moment; the line is changed once for all of them. */
const SETTLE_MS = 50;
const LINGER_MS = 5_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

const clinicOf = (place: Place): string => place.split('/')[0] ?? place;
const holds = (broad: Place, narrow: Place): boolean => narrow === broad || narrow.startsWith(`${broad}/`);

/** At most as many places as may be asked for; whoever looks at more looks at whole clinics. */
function within(places: Iterable<Place>): Place[] {
  const all = [...new Set(places)];
  return (all.length > MOST_PLACES ? [...new Set(all.map(clinicOf))] : all).slice(0, MOST_PLACES).toSorted();
}

/**
 * One line for all of a page, over which the server says that something has changed, and never what. While it is not
 * there everybody asks by themselves; so nothing here is ever an error that anybody sees.
 */
export class LiveLine {
  readonly #url: string;
  readonly #followers = new Set<Follower>();
  readonly #watchers = new Set<() => void>();
  #source: EventSource | null = null;
  #about: Place[] = [];
  #isLive = false;
  #failures = 0;
  #notBefore = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #seen = '';

  constructor(url: string) {
    this.#url = url;
    globalThis.document?.addEventListener('visibilitychange', () => this.#settleIn(this.#isWatched() ? 0 : LINGER_MS));
  }

  /** The last change that we were told of; the server gives us nothing that was made before it. */
  get seen(): string {
    return this.#seen;
  }

  get isLive(): boolean {
    return this.#isLive;
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  follow(places: readonly Place[], heard: Heard): () => void {
    const follower = { places, heard };
    this.#followers.add(follower);
    this.#settleIn(SETTLE_MS);
    return () => {
      this.#followers.delete(follower);
      this.#settleIn(SETTLE_MS);
    };
  }

  #settleIn(ms: number) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), ms);
  }

  /** Make the line what it should be now: open and about all that is looked at, or closed. */
  #settle() {
    const wanted = within([...this.#followers].flatMap(({ places }) => places));
    if (this.#url === '' || typeof EventSource === 'undefined') return;
    if (wanted.length === 0 || !this.#isWatched()) return this.#close();
    const covered = wanted.every((place) => this.#about.some((broad) => holds(broad, place)));
    if (this.#source !== null && covered) return;
    const wait = this.#notBefore - Date.now();
    if (wait > 0) return this.#settleIn(wait);
    this.#open(wanted);
  }

  #open(places: Place[]) {
    this.#source?.close();
    const source = new EventSource(`${this.#url}?${places.map((place) => `topic=${encodeURIComponent(place)}`).join('&')}`);
    this.#source = source;
    this.#about = places;
    const on = (name: string, told: (event: MessageEvent<string>) => void) =>
      source.addEventListener(name, (event: MessageEvent<string>) => {
        if (this.#source !== source) return;
        this.#seen = event.lastEventId === '' ? this.#seen : event.lastEventId;
        told(event);
      });
    on('ready', () => this.#begin());
    on('reload', () => this.#begin());
    on('away', () => this.#setLive(false));
    on('full', () => this.#fail(LONGEST_WAIT_MS));
    on('changed', ({ data }) => this.#tell(data));
    source.addEventListener('error', () => {
      if (this.#source === source) this.#fail(FIRST_WAIT_MS * 2 ** this.#failures);
    });
  }

  #begin() {
    this.#failures = 0;
    this.#setLive(true);
    this.#tell(null);
  }

  /** Everybody comes back in their own time, so that a server that was started anew is not run down. */
  #fail(waitMs: number) {
    this.#failures = Math.min(this.#failures + 1, 6);
    const wait = Math.min(waitMs, LONGEST_WAIT_MS) * (0.5 + Math.random() / 2);
    this.#notBefore = Date.now() + wait;
    this.#close();
    this.#settleIn(wait);
  }

  #close() {
    this.#source?.close();
    this.#source = null;
    this.#about = [];
    this.#setLive(false);
  }

  #tell(place: Place | null) {
    for (const { places, heard } of this.#followers)
      if (place === null || places.some((mine) => holds(mine, place) || holds(place, mine))) heard(place);
  }

  #setLive(isLive: boolean) {
    if (this.#isLive === isLive) return;
    this.#isLive = isLive;
    for (const changed of this.#watchers) changed();
  }

  #isWatched(): boolean {
    return globalThis.document?.visibilityState !== 'hidden';
  }
}
