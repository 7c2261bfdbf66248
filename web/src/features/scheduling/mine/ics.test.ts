import { describe, expect, test } from 'vitest';
import { icsOf } from './ics';

const entry = {
  uid: 'ap_1@clinic.example',
  startsAt: '2026-12-25T10:00:00+05:30',
  endsAt: '2026-12-25T10:15:00+05:30',
  madeAt: '2026-11-21T04:00:00.123Z',
  title: 'Visit: Dr. Asha Kulkarni',
  description: 'for Meena\nBring: reports; scans, C:\\old',
  location: '12 Karve Road, Pune',
  sequence: 2,
};
const lines = (text: string) => text.replaceAll('\r\n ', '').split('\r\n');
const widths = (text: string) => text.split('\r\n').map((line) => new TextEncoder().encode(line).length);

describe('a visit as a calendar entry', () => {
  test('says when in UTC, whatever zone it was said in', () => {
    expect(lines(icsOf(entry))).toContain('DTSTART:20261225T043000Z');
    expect(lines(icsOf(entry))).toContain('DTEND:20261225T044500Z');
    expect(lines(icsOf(entry))).toContain('DTSTAMP:20261121T040000Z');
  });
  test('keeps its name, and counts its changes, so that a move replaces it', () => {
    expect(lines(icsOf(entry))).toContain('UID:ap_1@clinic.example');
    expect(lines(icsOf(entry))).toContain('SEQUENCE:2');
  });
  test('escapes what means something to a calendar', () => {
    expect(lines(icsOf(entry))).toContain(String.raw`DESCRIPTION:for Meena\nBring: reports\; scans\, C:\\old`);
    expect(lines(icsOf(entry))).toContain(String.raw`LOCATION:12 Karve Road\, Pune`);
  });
  test('ends each line as the format wants it', () => {
    expect(icsOf(entry).endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(icsOf(entry).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
  test('has no line over 75 bytes and cuts no letter of Hindi in two', () => {
    const title = 'मुलाक़ात: डॉ. आशा कुलकर्णी के साथ, सह्याद्रि परिवार क्लिनिक में, सुबह दस बजे';
    const text = icsOf({ ...entry, title });
    expect(Math.max(...widths(text))).toBeLessThanOrEqual(75);
    expect(lines(text)).toContain(`SUMMARY:${title.replaceAll(',', String.raw`\,`)}`);
    expect(text).not.toContain('\uFFFD');
  });
});
