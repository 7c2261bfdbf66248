// Which of the built files a page loads, and which of them the service worker keeps before anybody has asked for them.

/** @typedef {Record<string, { file: string, name?: string, imports?: string[], dynamicImports?: string[], css?: string[] }>} Built */

/** "virtual:words/desk/hi" and "src/app/areas/desk.ts" are both the desk's. @param {string} key */
export const areaOf = (key) => (key.startsWith('virtual:words/') ? key.split('/')[1] : key.replace(/.*\/|\.\w+$/g, '')) ?? key;

/**
 * The files that a page needs when it begins at these places, and those that they load later as far as it may follow them.
 * @param {Built} built @param {string[]} roots @param {(key: string) => boolean} follows
 */
export function filesFrom(built, roots, follows = () => false) {
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {Set<string>} */
  const files = new Set();
  /** @param {string} key */
  const walk = (key) => {
    const chunk = built[key];
    if (chunk === undefined) throw new Error(`The build has no "${key}".`);
    if (seen.has(key)) return;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? []).filter(follows)]) walk(next);
  };
  for (const root of roots) walk(root);
  return files;
}

/** The shell: what stands in the page's own tags. @param {Built} built */
export function shellOf(built) {
  const shell = Object.keys(built).find((key) => built[key]?.name === 'app');
  if (shell === undefined) throw new Error('The build has no chunk "app" to begin with.');
  return shell;
}

/** All that a visitor or a patient may come to: from the shell on, without what only staff opens. @param {Built} built @param {string[]} staffs */
export const keptFromTheStart = (built, staffs) => filesFrom(built, [shellOf(built)], (key) => !staffs.includes(areaOf(key)));
