import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { chunksByArea, wordsByArea } from './tools/areas';
import { staffs } from './tools/areas.json';
import { keptFromTheStart } from './tools/kept.mjs';

const port = process.env['CLINIC_PORT'] ?? '8000';

type Kept = { url: string; revision: string | null; size: number };

/** A visitor's telephone keeps no file that only staff needs; whoever works here keeps those with their first use. */
async function withoutTheStaffs(entries: Kept[]) {
  const built = JSON.parse(await readFile(new URL('./dist/.vite/manifest.json', import.meta.url), 'utf8'));
  const kept = keptFromTheStart(built, staffs);
  return { manifest: entries.filter(({ url }) => !/\.(js|css)$/.test(url) || kept.has(url)), warnings: [] };
}

/**
 * The shell is served at "/", where the server puts a fresh nonce into it; "/index.html" is not a page.
 * So the service worker keeps the shell under "/", revisioned by the built file.
 */
function shellAtRoot(entries: Kept[]) {
  const manifest = entries.map((entry) => (entry.url === 'index.html' ? { ...entry, url: '/' } : entry));
  return { manifest, warnings: [] };
}

export default defineConfig({
  plugins: [
    react(),
    wordsByArea(),
    chunksByArea(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/app',
      filename: 'sw.ts',
      injectRegister: false,
      registerType: 'prompt',
      manifest: false,
      injectManifest: {
        globPatterns: ['index.html', 'assets/*.{js,css}', 'assets/anek-{latin,devanagari}-*.woff2', 'icons/mark.svg'],
        manifestTransforms: [withoutTheStaffs, shellAtRoot],
      },
    }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The server replaces this literal with the nonce of each request.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'es2022',
    // "npm run size" reads from it what the first page needs; the server does not serve it.
    manifest: true,
    // An inlined font or image would be a data: address, which the content policy refuses for fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': `http://127.0.0.1:${port}` } },
  test: {
    environment: 'happy-dom',
    setupFiles: ['./src/lib/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    restoreMocks: true,
    // A page is awaited for ten seconds at most, and a test awaits a few of them.
    testTimeout: 30_000,
    // Left to itself it keeps one core free, which on two is half of the machine.
    maxWorkers: 2,
  },
});
