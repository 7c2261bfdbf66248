import { describe, expect, test } from 'vitest';
import { addressLines, directionsTo } from './address';
import { yearsSince } from './experience';
import { filtersIn, isEmptySearch, readSearch } from './search';

describe('the search in an address', () => {
  test('is read as it was written', () => {
    const search = { name: 'asha', speciality: 'dermatology', city: 'Pune', language: 'mr', mode: 'video' };
    expect(readSearch(search)).toEqual(search);
  });
  test('forgets what the server would refuse', () =>
    expect(readSearch({ speciality: '$ne', language: 'xx', mode: 'telepathy', role: 'admin' })).toEqual({}));
  test('forgets empty words and cuts endless ones', () =>
    expect(readSearch({ name: ' '.repeat(9), city: 'x'.repeat(500) })).toEqual({ city: 'x'.repeat(60) }));
  test('takes a number as a word, because the address bar does not know the difference', () =>
    expect(readSearch({ name: 7 })).toEqual({ name: '7' }));
  test('does not count the name as a filter', () => {
    expect(filtersIn({ name: 'asha', mode: 'video' })).toEqual(['mode']);
    expect(isEmptySearch({})).toBe(true);
  });
});

describe('years of practice', () => {
  const now = new Date('2026-11-21');
  test('are counted from the first year', () => expect(yearsSince(2009, now)).toBe(17));
  test('are not said when nobody told us or they have only begun', () => {
    expect(yearsSince(null, now)).toBeNull();
    expect(yearsSince(2026, now)).toBeNull();
  });
});

describe('a clinic’s address', () => {
  const address = { line1: '14 Law College Road', line2: '', city: 'Pune', state: 'Maharashtra', pin_code: '411004', country: 'IN' };
  test('is written as on an envelope and leaves empty lines out', () =>
    expect(addressLines({ address })).toEqual(['14 Law College Road', 'Pune 411004', 'Maharashtra']));
  test('becomes a link to a map that carries nothing about the visitor', () =>
    expect(directionsTo({ name: 'A & B', address })).toMatch(/^https:\/\/[^?]+\?api=1&query=A\+%26\+B%2C\+14\+Law/));
});
