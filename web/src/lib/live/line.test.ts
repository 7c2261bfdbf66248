import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LiveLine } from './line';

const URL_OF_LIVE = 'http://localhost:8001/live';
const [CLINIC, DOCTOR] = ['cl_1', 'cl_1/pr_1'];

class Wire {
  static opened: Wire[] = [];
  closed = false;
  readonly #told = new Map<string, (event: unknown) => void>();

  constructor(readonly url: string) {
    Wire.opened.push(this);
  }

  addEventListener(name: string, told: (event: unknown) => void) {
    this.#told.set(name, told);
  }

  close() {
    this.closed = true;
  }

  says(name: string, data = '', lastEventId = 'a-1') {
    this.#told.get(name)?.({ data, lastEventId });
  }
}

const last = (): Wire => {
  const wire = Wire.opened.at(-1);
  if (wire === undefined) throw new Error('Nobody has opened a line.');
  return wire;
};

let hidden = false;
let leaves: (() => void)[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Wire);
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => (hidden ? 'hidden' : 'visible'));
  Wire.opened = [];
  hidden = false;
});
afterEach(() => {
  // Every line listens to the one document; those of the stories before must have nothing to look at any more.
  for (const leave of leaves) leave();
  leaves = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function following(...places: string[]) {
  const line = new LiveLine(URL_OF_LIVE);
  const heard = vi.fn<(place: string | null) => void>();
  const leave = line.follow(places, heard);
  leaves.push(leave);
  vi.advanceTimersByTime(60);
  return { line, heard, leave };
}

const turn = (to: 'away' | 'back') => {
  hidden = to === 'away';
  document.dispatchEvent(new Event('visibilitychange'));
};

describe('the line of a page', () => {
  test('is one for all that is looked at, and asks for it in one go', () => {
    const { line } = following(CLINIC);
    leaves.push(line.follow(['cl_2/pr_9'], () => undefined));
    leaves.push(line.follow([DOCTOR], () => undefined));
    vi.advanceTimersByTime(60);
    expect(Wire.opened.map(({ closed }) => closed)).toEqual([true, false]);
    expect(new URL(last().url).searchParams.getAll('topic')).toEqual(['cl_1', 'cl_1/pr_1', 'cl_2/pr_9']);
  });

  test('is not opened anew for what it tells of already', () => {
    const { line } = following(CLINIC);
    leaves.push(line.follow([DOCTOR], () => undefined));
    vi.advanceTimersByTime(60);
    expect(Wire.opened).toHaveLength(1);
  });

  test('tells of a change to those whom it concerns, also when it is broader than what they look at', () => {
    const { heard } = following(DOCTOR);
    last().says('ready');
    expect(heard.mock.calls).toEqual([[null]]);
    last().says('changed', 'cl_1/pr_1/2026-11-21', 'a-7');
    last().says('changed', 'cl_1/pr_2/2026-11-21');
    last().says('changed', CLINIC);
    expect(heard.mock.calls.slice(1)).toEqual([['cl_1/pr_1/2026-11-21'], [CLINIC]]);
  });

  test('knows the last change that it was told of', () => {
    const { line } = following(DOCTOR);
    expect(line.seen).toBe('');
    last().says('changed', DOCTOR, 'a-7');
    expect(line.seen).toBe('a-7');
  });

  test('is live only while somebody can tell us', () => {
    const { line, heard } = following(DOCTOR);
    const changed = vi.fn<() => void>();
    line.watch(changed);
    expect(line.isLive).toBe(false);
    last().says('ready');
    expect(line.isLive).toBe(true);
    last().says('away');
    expect(line.isLive).toBe(false);
    last().says('reload');
    expect(line.isLive).toBe(true);
    expect(heard).toHaveBeenCalledTimes(2);
    expect(changed).toHaveBeenCalledTimes(3);
  });

  test('that breaks is opened again, later and later, and is not live meanwhile', () => {
    const { line } = following(DOCTOR);
    last().says('ready');
    last().says('error');
    expect(line.isLive).toBe(false);
    expect(last().closed).toBe(true);
    vi.advanceTimersByTime(1_100);
    expect(Wire.opened).toHaveLength(2);
    for (let tries = 0; tries < 10; tries += 1) {
      last().says('error');
      vi.advanceTimersByTime(61_000);
    }
    expect(Wire.opened).toHaveLength(12);
    last().says('error');
    vi.advanceTimersByTime(20_000);
    expect(Wire.opened).toHaveLength(12);
  });

  test('that is full is not asked again at once', () => {
    following(DOCTOR);
    last().says('full');
    vi.advanceTimersByTime(25_000);
    expect(Wire.opened).toHaveLength(1);
    vi.advanceTimersByTime(40_000);
    expect(Wire.opened).toHaveLength(2);
  });

  test('of a page that nobody sees is let go after a moment, and taken up when somebody looks', () => {
    following(DOCTOR);
    turn('away');
    vi.advanceTimersByTime(3_000);
    expect(last().closed).toBe(false);
    vi.advanceTimersByTime(3_000);
    expect(last().closed).toBe(true);
    turn('back');
    vi.advanceTimersByTime(60);
    expect(Wire.opened).toHaveLength(2);
  });

  test('ends with the last who looks', () => {
    const { leave, heard } = following(DOCTOR);
    leave();
    vi.advanceTimersByTime(60);
    expect(last().closed).toBe(true);
    last().says('changed', DOCTOR);
    expect(heard).not.toHaveBeenCalled();
  });

  test('is never opened where the server tells of nothing', () => {
    const line = new LiveLine('');
    leaves.push(line.follow([DOCTOR], () => undefined));
    vi.advanceTimersByTime(60);
    expect(Wire.opened).toHaveLength(0);
    expect(line.isLive).toBe(false);
  });

  test('asks for whole clinics where there is too much to look at', () => {
    following(...Array.from({ length: 70 }, (_, at) => `cl_${at % 3}/pr_${at}`));
    expect(new URL(last().url).searchParams.getAll('topic')).toEqual(['cl_0', 'cl_1', 'cl_2']);
  });
});
