/** One visit as a calendar file (RFC 5545), made on the spot; the instants are UTC, so every calendar shows them right. */
export type CalendarEntry = {
  uid: string;
  startsAt: string;
  endsAt: string;
  madeAt: string;
  title: string;
  description: string;
  location: string;
  /** How often it was changed; a calendar replaces what it has when this is more. */
  sequence: number;
};

const WIDEST = 75;

const instant = (moment: string): string =>
  new Date(moment)
    .toISOString()
    .replaceAll(/[-:]/g, '')
    .replace(/\.\d{3}/, '');

const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', String.raw`\;`)
    .replaceAll(',', String.raw`\,`)
    .replaceAll(/\r\n|\n|\r/g, String.raw`\n`);

/** No line is longer than 75 bytes; a letter of Hindi has three, and none is cut in two. */
function folded(line: string): string {
  const bytes = new TextEncoder();
  const lines: string[] = [];
  let now = '';
  let width = 0;
  for (const letter of line) {
    const size = bytes.encode(letter).length;
    if (width + size > WIDEST) {
      lines.push(now);
      now = ' ';
      width = 1;
    }
    now += letter;
    width += size;
  }
  return [...lines, now].join('\r\n');
}

export function icsOf(entry: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Clinic Suite//Visits//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${escaped(entry.uid)}`,
    `DTSTAMP:${instant(entry.madeAt)}`,
    `DTSTART:${instant(entry.startsAt)}`,
    `DTEND:${instant(entry.endsAt)}`,
    `SEQUENCE:${entry.sequence}`,
    'STATUS:CONFIRMED',
    `SUMMARY:${escaped(entry.title)}`,
    `DESCRIPTION:${escaped(entry.description)}`,
    `LOCATION:${escaped(entry.location)}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(entry.title)}`,
    'TRIGGER:-PT2H',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** Hands a file to the browser, which opens its calendar or keeps it. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
