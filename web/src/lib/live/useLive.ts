import { useEffect, useRef, useSyncExternalStore } from 'react';
import { LiveLine, type Heard, type Place } from './line';

/** Where a page that is told of changes looks by itself all the same, because a word may be lost on its way. */
export const NET_MS = 30_000;
const PACE_MS = 500;

/** The server writes into each page where it tells of changes; in a page that it did not write there is nothing. */
function addressInPage(): string {
  const said = document.querySelector<HTMLMetaElement>('meta[name="live"]')?.content ?? '';
  return said.startsWith('http') ? said : '';
}

const line = new LiveLine(addressInPage());
const watch = (changed: () => void) => line.watch(changed);

/** Whether we are told of changes; if not, whoever shows something that others change asks often. */
export const useIsLive = (): boolean => useSyncExternalStore(watch, () => line.isLive);

/** For a question whose answers are kept for everybody for a moment: nothing that is older than what we have heard. */
export const asSeen = () => ({ cache: 'no-cache' as const, headers: line.seen === '' ? {} : { 'Clinic-Seen': line.seen } });

/** At once, and then at most twice a second with the last one never lost: a busy clinic changes many times in one. */
function paced(act: () => void): { call: () => void; stop: () => void } {
  let [timer, again]: [ReturnType<typeof setTimeout> | undefined, boolean] = [undefined, false];
  const rest = () => {
    timer = again ? setTimeout(rest, PACE_MS) : undefined;
    if (again) act();
    again = false;
  };
  return {
    call: () => {
      if (timer !== undefined) again = true;
      else {
        timer = setTimeout(rest, PACE_MS);
        act();
      }
    },
    stop: () => clearTimeout(timer),
  };
}

/** Do this whenever one of these places has changed, while the page is looked at. */
export function useFollow(places: readonly Place[], renew: () => unknown, concerns: (place: Place) => boolean = () => true) {
  const last = useRef({ renew, concerns });
  useEffect(() => {
    last.current = { renew, concerns };
  });
  const key = places.join(' ');
  useEffect(() => {
    if (key === '') return undefined;
    const { call, stop } = paced(() => last.current.renew());
    const heard: Heard = (place) => (place === null || last.current.concerns(place)) && call();
    const leave = line.follow(key.split(' '), heard);
    return () => {
      leave();
      stop();
    };
  }, [key]);
}
