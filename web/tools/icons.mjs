// Draws the icons that must be PNG from the one SVG, in Chromium. Run it when the mark changes and commit what it writes.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const at = (name) => fileURLToPath(new URL(`../public/icons/${name}`, import.meta.url));
const mark = readFileSync(at('mark.svg'), 'utf8');
// A maskable icon fills its square and keeps what matters inside the inner four fifths.
const maskable = mark.replace('rx="17"', 'rx="0"').replace('<g ', '<g transform="translate(6.4 6.4) scale(0.8)" ');

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
async function draw(svg, size, name) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await page.screenshot({ path: at(name), omitBackground: true });
  await page.close();
}
await draw(mark, 192, 'icon-192.png');
await draw(mark, 512, 'icon-512.png');
await draw(maskable, 512, 'icon-maskable-512.png');
await browser.close();
