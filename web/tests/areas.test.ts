import { describe, expect, test } from 'vitest';
import { staffs, words } from '../tools/areas.json';
import { chunkFor, usersIn } from '../tools/areas';
import { areaOf, filesFrom, keptFromTheStart } from '../tools/kept.mjs';
import { filesIn } from './sources';

const areas = [...filesIn((path) => /^app\/areas\/[a-z]+\.ts$/.test(path)).keys()].map(areaOf);

describe('a module', () => {
  test('that one area needs stands with that area', () => expect(chunkFor(new Set(['desk']))).toBeNull());
  test('that several of the staff need is the staff’s', () => expect(chunkFor(new Set(['desk', 'doctor', 'admin']))).toBe('work'));
  test('that a visitor needs too is for all', () => expect(chunkFor(new Set(['desk', 'patient']))).toBe('shared'));

  test('is needed by whoever imports it, however far away; a package is nobody’s', () => {
    const imports = new Map([
      ['areas/desk.ts', ['board.ts', '/node_modules/react/index.js']],
      ['areas/doctor.ts', ['day.ts']],
      ['board.ts', ['day.ts']],
      ['day.ts', ['board.ts']],
    ]);
    const users = usersIn(imports, ['areas/desk.ts', 'areas/doctor.ts']);
    expect(users.get('day.ts')).toEqual(new Set(['desk', 'doctor']));
    expect(users.get('areas/doctor.ts')).toEqual(new Set(['doctor']));
    expect([...users.keys()].filter((id) => id.includes('node_modules'))).toEqual([]);
  });
});

describe('of a first visit', () => {
  const built = {
    _app: { file: 'app.js', name: 'app', imports: ['_vendor'], css: ['app.css'], dynamicImports: ['src/app/areas/patient.ts', 'src/app/areas/desk.ts', 'virtual:words/patient/hi', 'virtual:words/staff/hi'] },
    _vendor: { file: 'vendor.js' },
    _shared: { file: 'shared.js', css: ['shared.css'], dynamicImports: ['src/features/auth/EnrolStep.tsx', 'src/ui/Later.tsx'] },
    _work: { file: 'work.js' },
    'src/app/areas/patient.ts': { file: 'patient.js', imports: ['_shared'] },
    'src/app/areas/desk.ts': { file: 'desk.js', imports: ['_shared', '_work'], css: ['desk.css'] },
    'src/features/auth/EnrolStep.tsx': { file: 'enrol.js', imports: ['_work'] },
    'src/ui/Later.tsx': { file: 'later.js' },
    'virtual:words/patient/hi': { file: 'words-patient-hi.js' },
    'virtual:words/staff/hi': { file: 'words-staff-hi.js' },
  };

  test('all is kept that a patient may come to, and nothing that only staff opens', () => {
    const kept = ['app.js', 'app.css', 'vendor.js', 'patient.js', 'shared.js', 'shared.css', 'later.js', 'words-patient-hi.js'];
    expect(keptFromTheStart(built, staffs)).toEqual(new Set(kept));
  });

  test('a page needs what it imports and not what it may load later', () =>
    expect(filesFrom(built, ['src/app/areas/desk.ts'])).toEqual(new Set(['desk.js', 'desk.css', 'shared.js', 'shared.css', 'work.js'])));

  test('a build without a place that is asked for is no build', () => expect(() => filesFrom(built, ['src/app/areas/gone.ts'])).toThrow('gone'));
});

test('every area is a visitor’s or the staff’s', () => {
  expect(areas.toSorted()).toEqual(['account', 'admin', 'board', 'desk', 'doctor', 'patient', 'public', 'staff']);
  expect(areas.filter((area) => !staffs.includes(area)).toSorted()).toEqual(['account', 'patient', 'public']);
});

test('the words of every feature belong to one area', () => {
  const folders = [...filesIn((path) => path.endsWith('/words/en.json')).keys()];
  const namespaces = folders.map((path) => path.replace(/^features\//, '').replace(/\/words\/en\.json$/, ''));
  expect(Object.values(words).flat().toSorted()).toEqual(namespaces.toSorted());
});
