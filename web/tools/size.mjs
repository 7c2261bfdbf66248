// Measures what a visitor's first page costs, and fails above the budget. Run it after "npm run build".
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BUDGET_KB = 200;
const FIRST_PAGES = ['src/app/main.tsx', 'src/app/words/hi.json', 'src/ui/words/hi.json', 'src/features/directory/words/hi.json', 'src/features/scheduling/next/words/hi.json'];

const at = (path) => fileURLToPath(new URL(`../dist/${path}`, import.meta.url));
const manifest = JSON.parse(readFileSync(at('.vite/manifest.json'), 'utf8'));

const chunks = new Set();
const follow = (key) => {
  if (chunks.has(key)) return;
  chunks.add(key);
  for (const next of manifest[key].imports ?? []) follow(next);
};
// The entry is written under the page's name. Hindi is the larger language, so it is the one that counts.
for (const key of FIRST_PAGES) follow(key in manifest ? key : 'index.html');

const compressed = (file, kind) => {
  const path = at(`${file}${kind}`);
  return statSync(path, { throwIfNoEntry: false })?.size ?? statSync(at(file)).size;
};
const files = [...chunks].map((key) => manifest[key].file).filter((file) => file.endsWith('.js'));
const styles = new Set([...chunks].flatMap((key) => manifest[key].css ?? []));
const total = (list, kind) => [...list].reduce((sum, file) => sum + compressed(file, kind), 0) / 1000;

for (const file of files) console.log(`${(compressed(file, '.br') / 1000).toFixed(1).padStart(8)} kB  ${file}`);
console.log(`First load, JavaScript: ${total(files, '.br').toFixed(1)} kB br, ${total(files, '.gz').toFixed(1)} kB gz`);
console.log(`First load, styles:     ${total(styles, '.br').toFixed(1)} kB br, ${total(styles, '.gz').toFixed(1)} kB gz`);

// gzip is the worse of the two that a browser may ask for, so the budget is held in it.
if (total(files, '.gz') > BUDGET_KB) {
  console.error(`That is more than the budget of ${BUDGET_KB} kB.`);
  process.exit(1);
}
