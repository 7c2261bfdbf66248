import type { Plugin } from 'vite';
import { staffs, words } from './areas.json';
import { areaOf } from './kept.mjs';

const LANGUAGES = ['en', 'hi'];
const WORDS = 'virtual:words';
const inPackage = (id: string) => id.includes('/node_modules/') && !id.endsWith('.css');

/** The chunk for a module that these areas load: that of its only area, or one of the two that several areas share. */
export function chunkFor(areas: ReadonlySet<string>): 'shared' | 'work' | null {
  if (areas.size < 2) return null;
  return [...areas].every((area) => staffs.includes(area)) ? 'work' : 'shared';
}

type Graph = Pick<ReadonlyMap<string, readonly string[]>, 'get'>;

/** Which areas load a module, by what each of them imports; packages are left to the bundler, which knows what it needs of them. */
export function usersIn(imports: Graph, roots: Iterable<string>): Map<string, Set<string>> {
  const users = new Map<string, Set<string>>();
  const walk = (id: string, area: string) => {
    const known = users.get(id) ?? new Set();
    if (known.has(area) || inPackage(id)) return;
    users.set(id, known.add(area));
    for (const next of imports.get(id) ?? []) walk(next, area);
  };
  for (const root of roots) walk(root, areaOf(root));
  return users;
}

/** The words of an area have no file of their own to be called after. */
function nameOf({ name, facadeModuleId }: { name: string; facadeModuleId?: string | null }): string {
  const [, area, language] = facadeModuleId?.startsWith(`\0${WORDS}/`) ? facadeModuleId.split('/') : [];
  return area === undefined ? `assets/${name.replace(/\..*/, '')}-[hash].js` : `assets/words-${area}-${language}-[hash].js`;
}

/** One chunk for what every page needs, one for each area, and two for what areas share: never one for each module. */
export function chunksByArea(): Plugin {
  let users = new Map<string, Set<string>>();
  const sharedAs = (chunk: 'shared' | 'work') => (id: string) => (chunkFor(users.get(id) ?? new Set()) === chunk ? chunk : null);
  // A chunk takes along what its modules import, unless a chunk of a higher priority has it already.
  const groups = [
    { priority: 4, name: 'vendor', test: inPackage, tags: ['$initial' as const] },
    { priority: 3, name: 'app', tags: ['$initial' as const] },
    { priority: 2, name: sharedAs('shared'), debugName: 'shared' },
    { priority: 1, name: sharedAs('work'), debugName: 'work' },
  ];
  return {
    name: 'chunks-by-area',
    apply: 'build',
    config: () => ({ build: { rolldownOptions: { output: { codeSplitting: { groups }, chunkFileNames: nameOf } } } }),
    buildEnd() {
      const modules = [...this.getModuleIds()].map((id) => this.getModuleInfo(id)).filter((module) => module !== null);
      const areas = modules.filter(({ id, dynamicImporters }) => dynamicImporters.length > 0 && !inPackage(id) && !id.startsWith('\0'));
      users = usersIn(new Map(modules.map(({ id, importedIds }) => [id, importedIds])), areas.map(({ id }) => id));
    },
  };
}

const pathOf = (namespace: string, language: string) =>
  `/src/${['app', 'ui'].includes(namespace) ? '' : 'features/'}${namespace}/words/${language}.json`;

const loadersOf = (area: string) => LANGUAGES.map((language) => `${language}: () => import('${WORDS}/${area}/${language}')`).join();

/** What says which area has which words, and loads them. */
function indexOfWords(): string {
  const areas = Object.keys(words).map((area) => `${area}: {${loadersOf(area)}}`);
  const places = Object.entries(words).flatMap(([area, namespaces]) => namespaces.map((namespace) => [namespace, area]));
  return `export const files = {${areas.join()}}; export const areaOf = ${JSON.stringify(Object.fromEntries(places))};`;
}

function wordsOf(area: string, language: string): string {
  const namespaces = Object.entries(words).find(([name]) => name === area)?.[1] ?? [];
  const imports = namespaces.map((namespace, nth) => `import words${nth} from '${pathOf(namespace, language)}';`);
  return `${imports.join('')} export default {${namespaces.map((namespace, nth) => `'${namespace}': words${nth}`).join()}};`;
}

/** The words of an area in one language are one file, so that a page asks for them once. */
export function wordsByArea(): Plugin {
  return {
    name: 'words-by-area',
    resolveId: (id) => (id.startsWith(WORDS) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${WORDS}`)) return null;
      const [, area, language] = id.split('/');
      return area === undefined || language === undefined ? indexOfWords() : wordsOf(area, language);
    },
  };
}
