/** "sports_medicine" → "Sports medicine": for a code that this version of the screens has no word for yet. */
export function humanised(code: string): string {
  const words = code.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The browser already knows every language's name in every language, so we keep no list of our own. */
export function languageName(code: string, locale: string): string {
  try {
    const name = new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' }).of(code) ?? code;
    return name === code ? humanised(code) : name;
  } catch {
    return humanised(code);
  }
}

/** Commas in both languages: the browser's own list of units has none in English and some in Hindi. */
export const listText = (items: string[]): string => items.join(', ');

const TITLES = /^(dr|prof|shri|smt|mr|mrs|ms|डॉ)\.?\s+/iu;

/** "Dr. Asha Kulkarni" → "AK"; whole graphemes, because "कि" is one letter to its reader. */
export function initialsOf(name: string): string {
  const words = name.replace(TITLES, '').split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return ends
    .map((word) => [...graphemes.segment(word ?? '')][0]?.segment ?? '')
    .join('')
    .toUpperCase();
}
