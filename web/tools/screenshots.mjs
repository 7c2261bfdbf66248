// Takes every page at phone and desk width, light and dark, in both languages, and says what a person cannot see:
// what axe finds, what the console says and whether a page is wider than its screen.
// Usage: node tools/screenshots.mjs <base URL> <folder> [part of a picture's name]
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [base = 'http://127.0.0.1:8000', folder = 'screenshots', only = ''] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const WIDTHS = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } };
const LOOKS = [
  ['light', 'en'],
  ['dark', 'en'],
  ['light', 'hi'],
  ['dark', 'hi'],
];

async function firstIds() {
  const answer = await fetch(`${base}/api/v1/practitioners?limit=1`);
  const { items } = await answer.json();
  return { doctor: items[0].id, clinic: items[0].clinic_id };
}

const refuse = (status, slug) => (route) =>
  route.fulfill({
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify({ type: `/problems/${slug}`, title: slug, status, instance: 'urn:request:4f1c9a' }),
  });

const ids = await firstIds();
const PAGES = [
  { name: 'find', path: '/' },
  { name: 'find-filtered', path: '/?language=hi&mode=video' },
  { name: 'find-empty', path: '/?name=zzzz&language=hi' },
  { name: 'find-error', path: '/', api: refuse(500, 'broken') },
  { name: 'find-loading', path: '/', api: () => new Promise(() => undefined), waitFor: 'main h1' },
  { name: 'doctor', path: `/doctors/${ids.doctor}` },
  { name: 'wait', path: `/doctors/${ids.doctor}/wait` },
  { name: 'doctor-missing', path: '/doctors/00000000', api: refuse(404, 'not-found') },
  { name: 'doctor-forbidden', path: `/doctors/${ids.doctor}`, api: refuse(403, 'forbidden') },
  { name: 'clinic', path: `/clinics/${ids.clinic}` },
  { name: 'area-me', path: '/me' },
  { name: 'area-desk', path: '/desk' },
  { name: 'area-doctor', path: '/doctor' },
  { name: 'area-admin', path: '/admin' },
  { name: 'area-board', path: '/board' },
  { name: 'not-found', path: '/nowhere/at/all' },
];

async function problemsOn(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    const found = violations.map((v) => `${v.impact}: ${v.id} at ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [...found, `wider than the screen by ${scrollWidth - clientWidth}px`] : found;
  });
}

async function take(browser, what, [scheme, language], [width, viewport]) {
  const label = `${what.name}-${width}-${scheme}-${language}`;
  if (!label.includes(only)) return 0;
  const context = await browser.newContext({ viewport, serviceWorkers: 'block', reducedMotion: 'reduce' });
  await context.addInitScript(
    ([s, l]) => {
      localStorage.setItem('mantine-color-scheme-value', s);
      localStorage.setItem('language', l);
    },
    [scheme, language],
  );
  const page = await context.newPage();
  const said = [];
  const expected = what.api === undefined ? /Service Worker registration blocked/ : /Service Worker|Failed to load resource/;
  page.on('console', (m) => ['error', 'warning'].includes(m.type()) && !expected.test(m.text()) && said.push(m.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  if (what.api !== undefined) await page.route('**/api/**', what.api);
  await page.goto(base + what.path, { waitUntil: what.waitFor === undefined ? 'networkidle' : 'load' });
  await page.waitForSelector(what.waitFor ?? 'main h2, main h1');
  await page.evaluate(() => document.fonts.ready);
  // A query that may pass is asked once more after a second; the picture is of what comes after that.
  await page.waitForTimeout(what.api === undefined ? 150 : 1800);
  await page.screenshot({ path: join(folder, `${label}.png`), fullPage: true });
  const problems = [...said, ...(await problemsOn(page))];
  for (const problem of problems) console.log(`${label}: ${problem}`);
  await context.close();
  return problems.length;
}

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS.split(' ') });
let problems = 0;
for (const what of PAGES)
  for (const look of LOOKS) for (const width of Object.entries(WIDTHS)) problems += await take(browser, what, look, width);
await browser.close();
console.log(problems === 0 ? 'Nothing to complain of.' : `${problems} complaints.`);
process.exit(problems === 0 ? 0 : 1);
