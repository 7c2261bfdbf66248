// Puts a .br and a .gz beside each built file that is worth it, so that the server never compresses at run time.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const KINDS = new Set(['.js', '.css', '.svg', '.json', '.webmanifest', '.txt']);
// Smaller than one network packet: compressing it saves nobody anything.
const WORTH_IT = 256;

// The shell is written anew for each request, because the server puts a nonce into it: a stored copy would be wrong.
for (const name of readdirSync(dist, { recursive: true })) {
  const path = join(dist, name);
  if (name.startsWith('.') || !KINDS.has(extname(path)) || statSync(path).size < WORTH_IT) continue;
  const bytes = readFileSync(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
