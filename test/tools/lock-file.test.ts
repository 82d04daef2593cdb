import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageFile from '../../package.json';
import { dig, fields, text } from '../../references/fields';
import { repository } from '../repository';

const lockFiles = ['package-lock.json', '.ci/nodes/package-lock.json'].map((path) => {
  const lock: unknown = JSON.parse(readFileSync(join(repository, path), 'utf8'));
  const packages = Object.entries(fields(dig(lock, 'packages'))).filter(([location]) => location !== '');
  return { path, packages };
});

test.each(lockFiles)(
  'every package of $path has a checksum, or is within the archive of one that has',
  ({ packages }) => {
    const summed = new Set(
      packages.flatMap(([location, entry]) =>
        /^sha512-[\w+/]{86}==$/.test(text(dig(entry, 'integrity')) ?? '') ? [location] : [],
      ),
    );
    const bare = packages.filter(([location, entry]) => {
      if (dig(entry, 'inBundle') !== true) return !summed.has(location);
      return ![...summed].some((outer) => location.startsWith(`${outer}/node_modules/`));
    });
    expect(bare.map(([location]) => location)).toEqual([]);
    expect(summed.size).toBeGreaterThan(2);
  },
);

test.each(lockFiles)('$path binds no package to the address of a registry', ({ packages }) => {
  expect(packages.filter(([, entry]) => dig(entry, 'resolved') !== undefined)).toEqual([]);
});

test('every dependency is pinned to one version', () => {
  const pinned = { ...packageFile.dependencies, ...packageFile.devDependencies };
  expect(Object.entries(pinned).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual(
    [],
  );
});

test.each(lockFiles)(
  '$path holds js-yaml 3, a version that is no longer developed, below no package',
  ({ packages }) => {
    const found = packages.filter(([location]) => /(?:^|\/)node_modules\/js-yaml$/.test(location));
    expect(found.filter(([, entry]) => text(dig(entry, 'version'))?.startsWith('3.'))).toEqual([]);
  },
);
