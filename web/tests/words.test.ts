import { describe, expect, test } from 'vitest';
import { filesIn } from './sources';

type Words = { [key: string]: string | Words };

const LANGUAGES = ['en', 'hi'] as const;
const PLURAL = /_(zero|one|two|few|many|other)$/;
/** The product's name is the same in every script. */
const NOT_TRANSLATED = new Set(['app:name']);

const flat = (words: Words, before = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[before + key, value] as [string, string]] : flat(value, `${before}${key}.`),
  );

const files = filesIn((path) => path.includes('/words/') && path.endsWith('.json'));
const sources = [...filesIn((path) => /(?<!\.test|\.d)\.tsx?$/.test(path) && !path.includes('testing/')).values()];
const folders = [...new Set([...files.keys()].map((path) => path.replace(/\/\w+\.json$/, '')))];

const namespaceOf = (folder: string): string => folder.replace(/\/words$/, '').replace(/^features\//, '');
const wordsOf = (folder: string, language: string): Map<string, string> =>
  new Map(flat(JSON.parse(files.get(`${folder}/${language}.json`) ?? '{}') as Words));

/** What the sources ask a namespace for: whole keys, and patterns where a part is known only at run time. */
function askedOf(namespace: string, texts: string[]) {
  const users = texts.filter((text) => text.includes(`useTranslation('${namespace}')`)).join('\n');
  const literals = new Set([...users.matchAll(/'([\w.]+)'/g)].map(([, literal = '']) => literal));
  const patterns = [...users.matchAll(/`([\w.]*\$\{[^`]*)`/g)].map(
    ([, template = '']) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w]+')}$`),
  );
  const called = [...users.matchAll(/\bt\(\s*'([\w.]+)'/g)].map(([, key = '']) => key);
  return { literals, patterns, called };
}

function unusedIn(namespace: string, keys: Iterable<string>, texts: string[]): string[] {
  const { literals, patterns } = askedOf(namespace, texts);
  return [...keys]
    .map((key) => key.replace(PLURAL, ''))
    .filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)));
}

function absentIn(namespace: string, keys: Iterable<string>, texts: string[]): string[] {
  const known = new Set([...keys].map((key) => key.replace(PLURAL, '')));
  return askedOf(namespace, texts).called.filter((key) => !known.has(key));
}

const blanksOf = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).toSorted();

test('words are found at all', () => expect(folders.map(namespaceOf).toSorted()).toEqual(['access', 'app', 'approvals', 'audit', 'auth', 'directory', 'founding', 'patients', 'patients/desk', 'scheduling/board', 'scheduling/book', 'scheduling/mine', 'scheduling/next', 'scheduling/plan', 'scheduling/queue', 'scheduling/wait', 'scheduling/waitlist', 'ui']));

describe.each(folders)('%s', (folder) => {
  const namespace = namespaceOf(folder);
  const english = wordsOf(folder, 'en');

  test.each(LANGUAGES)('has in %s the same keys and the same blanks as in English', (language) => {
    const words = wordsOf(folder, language);
    expect([...words.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    for (const [key, text] of words) expect([key, blanksOf(text)]).toEqual([key, blanksOf(english.get(key) ?? '')]);
  });

  test('is in Hindi really in Hindi', () => {
    const latin = [...wordsOf(folder, 'hi')].filter(
      ([key, text]) => !/\p{Script=Devanagari}/u.test(text) && blanksOf(text).length === 0 && !NOT_TRANSLATED.has(`${namespace}:${key}`),
    );
    expect(latin).toEqual([]);
  });

  test('has no key that nobody asks for', () => expect(unusedIn(namespace, english.keys(), sources)).toEqual([]));
  test('has every key that somebody asks for', () => expect(absentIn(namespace, english.keys(), sources)).toEqual([]));
});

describe('the search for keys', () => {
  const source = ["const { t } = useTranslation('x');", "t('greeting'); t(`kind.${kind}.title`);"].join('\n');
  test('finds a key that nobody asks for', () =>
    expect(unusedIn('x', ['greeting', 'kind.a.title', 'kind.a.text', 'old'], [source])).toEqual(['kind.a.text', 'old']));
  test('finds a key that is missing', () => expect(absentIn('x', ['kind.a.title'], [source])).toEqual(['greeting']));
});

test('no component writes English of its own between its tags', () => {
  const written = [...filesIn((path) => /(?<!\.test)\.tsx$/.test(path))].flatMap(([path, text]) =>
    [...text.matchAll(/>\s*([A-Z][a-z]+ [^<>{}]*)</g)].map(([, words = '']) => `${path}: ${words.trim()}`),
  );
  expect(written).toEqual([]);
});
