import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../src');

/** Every file below src/ that fits, by its path there. */
export function filesIn(fits: (path: string) => boolean): Map<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(fits);
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}
