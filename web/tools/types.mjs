// Writes src/lib/api/schema.d.ts from the served contract; with --check it only says whether the two agree.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const contract = process.env.OPENAPI ?? fileURLToPath(new URL('../../docs/api/openapi.json', import.meta.url));
const target = fileURLToPath(new URL('../src/lib/api/schema.d.ts', import.meta.url));

const types = `// Generated from docs/api/openapi.json by "npm run types"; edits are lost.\n\n${astToString(
  await openapiTS(pathToFileURL(contract), { alphabetize: true }),
)}`;

if (!process.argv.includes('--check')) {
  writeFileSync(target, types);
} else if (!existsSync(target) || readFileSync(target, 'utf8') !== types) {
  console.error('src/lib/api/schema.d.ts is not what docs/api/openapi.json says. Run "npm run types".');
  process.exit(1);
}
