import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesIn } from './sources';

/** Lowest first: a file knows its own floor and those below it, never one above. */
const FLOORS = ['lib', 'ui', 'features', 'app'];

/** The server's houses; a feature carries the name of the house it speaks to. */
const HOUSES = new Set([
  'auth',
  'approvals',
  'access',
  'founding',
  'directory',
  'patients',
  'scheduling',
  'clinical',
  'vault',
  'billing',
  'notifications',
  'automation',
  'reporting',
  'audit',
]);

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g;

function targetsOf(path: string, source: string): string[] {
  const named = [...source.matchAll(IMPORT)].map(([, target = '']) => target);
  return named
    .filter((target) => target.startsWith('.') || target.startsWith('@/'))
    .map((target) => (target.startsWith('@/') ? target.slice(2) : posix.join(posix.dirname(path), target)));
}

function offence(path: string, target: string): string | null {
  const [floor = '', feature] = path.split('/');
  const [wantedFloor = '', wantedFeature, ...rest] = target.split('/');
  if (FLOORS.indexOf(wantedFloor) > FLOORS.indexOf(floor)) return `${path} climbs to ${target}`;
  const neighbour = floor === 'features' && wantedFloor === 'features' && feature !== wantedFeature;
  return neighbour && rest.length > 0 ? `${path} goes round the front door of ${wantedFeature}` : null;
}

const offencesIn = (files: Map<string, string>): string[] =>
  [...files].flatMap(([path, source]) => targetsOf(path, source).map((target) => offence(path, target) ?? [])).flat();

const planted = (path: string, source: string) => offencesIn(new Map([[path, source]]));

describe('imports', () => {
  const files = filesIn((path) => /\.(ts|tsx)$/.test(path));

  test('go one way only: lib, ui, features, app', () => {
    expect(files.size).toBeGreaterThan(40);
    expect(offencesIn(files)).toEqual([]);
  });

  test('that climb are found, however they are written', () => {
    expect(planted('lib/api/client.ts', "import { Money } from '@/ui/parts/Money';")).toHaveLength(1);
    expect(planted('ui/parts/Money.tsx', "import type { Clinic } from '../../features/directory/api';")).toHaveLength(1);
    expect(planted('features/directory/api.ts', "const page = import('@/app/pages');")).toHaveLength(1);
    expect(planted('features/directory/api.ts', "export { App } from '@/app/App';")).toHaveLength(1);
  });

  test('of another feature go through its front door', () => {
    expect(planted('features/billing/api.ts', "import { clinicQuery } from '../directory/api';")).toHaveLength(1);
    expect(planted('features/billing/api.ts', "import { FindPage } from '@/features/directory';")).toEqual([]);
  });
});

test('every file stands on a floor, and every feature is named like a house', () => {
  const paths = [...filesIn((path) => /\.\w+$/.test(path)).keys()];
  expect(paths.filter((path) => !FLOORS.includes(path.split('/')[0] ?? ''))).toEqual([]);
  const features = new Set(paths.filter((path) => path.startsWith('features/')).map((path) => path.split('/')[1] ?? ''));
  expect([...features].filter((feature) => !HOUSES.has(feature))).toEqual([]);
});
