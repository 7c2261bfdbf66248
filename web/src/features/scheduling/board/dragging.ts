const EDGE = 36;

const drawn = (at: number, low: number, high: number): number => (at < low + EDGE ? -14 : at > high - EDGE ? 14 : 0);

/** What is held near an edge draws the board along. */
export function scrollAlong(scroller: HTMLElement | null, { clientX, clientY }: PointerEvent) {
  if (scroller === null) return;
  const { top, bottom, left, right } = scroller.getBoundingClientRect();
  scroller.scrollBy(drawn(clientX, left, right), drawn(clientY, top, bottom));
}

function swallow(event: MouseEvent) {
  event.stopPropagation();
  event.preventDefault();
}

/** The press that ends a drag is not a press on whatever lies below it. */
export function swallowNextClick() {
  window.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
}
