export const LANGUAGES = ['en', 'hi'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language is named in itself, so that its reader finds it on a screen in the other one. */
export const OWN_NAMES: Record<Language, string> = { en: 'English', hi: 'हिन्दी' };

const KEPT_UNDER = 'language';

export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language);

/** The reader's choice wins, then the first of the browser's languages that we speak, then English. */
export function languageToStartWith(): Language {
  const kept = readKept();
  if (isLanguage(kept)) return kept;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

function readKept(): string | null {
  try {
    return localStorage.getItem(KEPT_UNDER);
  } catch {
    return null;
  }
}

/** A private window may refuse storage; the choice then lasts as long as the page. */
export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(KEPT_UNDER, language);
  } catch {
    return;
  }
}

export const localeOf = (language: string): string => (language === 'hi' ? 'hi-IN' : 'en-IN');
