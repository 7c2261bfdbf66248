// Measures what a visitor's first page costs and what the service worker keeps of a first visit, and fails above the budgets.
// Run it after "npm run build".
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { areaOf, filesFrom, keptFromTheStart, shellOf } from './kept.mjs';

const FIRST_LOAD_KB = 190;
const KEPT_FILES = 34;
const KEPT_KB = 560;

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const dist = (path) => at(`../dist/${path}`);
const { staffs } = JSON.parse(readFileSync(at('areas.json'), 'utf8'));
const built = JSON.parse(readFileSync(dist('.vite/manifest.json'), 'utf8'));

const compressed = (file, kind) => {
  const path = dist(`${file}${kind}`);
  return statSync(path, { throwIfNoEntry: false })?.size ?? statSync(dist(file)).size;
};
const total = (files, kind) => [...files].reduce((sum, file) => sum + compressed(file, kind), 0) / 1000;
const shown = (files) => `${total(files, '.br').toFixed(1)} kB br, ${total(files, '.gz').toFixed(1)} kB gz`;
const faults = [];

// Hindi is the larger language, so it is the one that counts.
const first = [...filesFrom(built, [shellOf(built), 'virtual:words/app/hi'])];
const scripts = first.filter((file) => file.endsWith('.js'));
for (const file of scripts) console.log(`${(compressed(file, '.br') / 1000).toFixed(1).padStart(8)} kB  ${file}`);
console.log(`First load, JavaScript: ${scripts.length} files, ${shown(scripts)}`);
console.log(`First load, styles:     ${shown(first.filter((file) => file.endsWith('.css')))}`);
// gzip is the worse of the two that a browser may ask for, so the budget is held in it.
if (total(scripts, '.gz') > FIRST_LOAD_KB) faults.push(`The first load is more than the budget of ${FIRST_LOAD_KB} kB.`);

// What is really kept, as it stands in the built service worker.
const listed = [...readFileSync(dist('sw.js'), 'utf8').matchAll(/"url":"([^"]+)"/g)].map(([, url]) => (url === '/' ? 'index.html' : url));
const kept = new Set(listed);
console.log(`Kept of a first visit:  ${kept.size} files, ${shown(kept)}`);
if (kept.size > KEPT_FILES) faults.push(`More is kept of a first visit than the budget of ${KEPT_FILES} files.`);
if (total(kept, '.gz') > KEPT_KB) faults.push(`More is kept of a first visit than the budget of ${KEPT_KB} kB.`);

const visitors = keptFromTheStart(built, staffs);
const missing = [...visitors].filter((file) => !kept.has(file));
if (missing.length > 0) faults.push(`A visitor's pages would not open without a network; not kept: ${missing.join(', ')}.`);
const ofStaff = Object.keys(built).filter((key) => built[key].src === key && staffs.includes(areaOf(key)));
const unknown = staffs.filter((area) => !ofStaff.map(areaOf).includes(area));
if (unknown.length > 0) faults.push(`tools/areas.json names areas that are not built: ${unknown.join(', ')}.`);
const tooMuch = [...filesFrom(built, ofStaff)].filter((file) => kept.has(file) && !visitors.has(file));
if (tooMuch.length > 0) faults.push(`Every visitor would keep what only staff needs: ${tooMuch.join(', ')}.`);

for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
