import { expect, test } from 'vitest';
import { lapsedSince } from './news';
import { anOffer, aWait } from './testing/waits';

const END = Date.parse(anOffer().expires_at);
const [offered, waiting] = [{ wait: aWait(), offer: anOffer() }, { wait: aWait(), offer: null }];

test('an offer whose end has passed while somebody looked at it has lapsed', () => expect(lapsedSince([offered], [waiting], END)).toEqual(anOffer()));
test('one that went before its end was answered on another telephone', () => expect(lapsedSince([offered], [waiting], END - 60_000)).toBeNull());
test('one that still stands has not lapsed', () => expect(lapsedSince([offered], [offered], END)).toBeNull());
test('who does not wait any more is told by the visit itself', () => expect(lapsedSince([offered], [], END)).toBeNull());
test('another offer in its place says that the first has lapsed', () =>
  expect(lapsedSince([offered], [{ wait: aWait(), offer: anOffer({ id: 'of_2' }) }], END)).toEqual(anOffer()));
test('where nothing was offered nothing lapses', () => expect(lapsedSince([waiting], [waiting], END)).toBeNull());
