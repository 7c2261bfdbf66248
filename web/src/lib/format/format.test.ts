import { describe, expect, test } from 'vitest';
import { dateRangeText, dateText, todayIn } from './dates';
import { moneyText } from './money';
import { phoneText } from './phone';
import { humanised, initialsOf, languageName } from './words';

describe('money', () => {
  test('is grouped the Indian way', () => expect(moneyText(12_345_600, 'en-IN')).toBe('₹1,23,456'));
  test('shows paise only when there are some', () => {
    expect(moneyText(60_000, 'en-IN')).toBe('₹600');
    expect(moneyText(60_050, 'en-IN')).toBe('₹600.50');
  });
  test('keeps the same figures in Hindi', () => expect(moneyText(12_345_600, 'hi-IN')).toBe('₹1,23,456'));
});

describe('a date', () => {
  test('is the same day wherever the reader is', () => expect(dateText('2026-12-25', 'en-IN')).toMatch(/Fri.*25.*2026/));
  test('of one day is not written as a range', () =>
    expect(dateRangeText('2026-12-25', '2026-12-25', 'en-IN')).toBe(dateText('2026-12-25', 'en-IN')));
  test('range names both ends', () => expect(dateRangeText('2027-03-21', '2027-03-23', 'en-IN')).toMatch(/21.*23/));
  test('of today is the clinic’s, not the visitor’s', () =>
    expect(todayIn('Asia/Kolkata', new Date('2026-12-24T20:00:00Z'))).toBe('2026-12-25'));
});

describe('a phone number', () => {
  test('of a mobile is read five and five', () => expect(phoneText('+919876543210')).toBe('+91 98765 43210'));
  test('of a landline has its area code apart', () => expect(phoneText('+912026051234')).toBe('+91 20 2605 1234'));
  test('of a small town has a longer area code', () => expect(phoneText('+912312345678')).toBe('+91 231 234 5678'));
  test('of another country stays as it is', () => expect(phoneText('+442071234567')).toBe('+442071234567'));
});

describe('a person’s initials', () => {
  test('leave the title out', () => expect(initialsOf('Dr. Asha Kulkarni')).toBe('AK'));
  test('are first and last of a long name', () => expect(initialsOf('Dr Meenakshi R. Iyer')).toBe('MI'));
  test('keep a Devanagari letter together with its vowel sign', () => expect(initialsOf('डॉ. किरण जोशी')).toBe('किजो'));
  test('of one name are one letter', () => expect(initialsOf('Farida')).toBe('F'));
});

describe('a word for a code', () => {
  test('is made readable when there is no other', () => expect(humanised('sports_medicine')).toBe('Sports medicine'));
  test('of a language comes in the reader’s language', () => {
    expect(languageName('mr', 'en-IN')).toBe('Marathi');
    expect(languageName('mr', 'hi-IN')).toBe('मराठी');
  });
  test('of an unknown language does not fail', () => expect(languageName('not a code', 'en-IN')).toBe('Not a code'));
});
