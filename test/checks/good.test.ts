import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { check } from '../../checks/check';
import { rules } from '../../checks/rules';
import { describe as describeObject, type Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';

const folder = join(__dirname, 'good');

/** The line `# given: a, b` of a set says what its cluster has already. */
function readSet(file: string): { readonly objects: readonly Manifest[]; readonly given: readonly string[] } {
  const text = readFileSync(join(folder, file), 'utf8');
  const given = /^# given: (.*)$/m.exec(text)?.[1]?.split(', ') ?? [];
  return { objects: parseAllDocuments(text).map((document): Manifest => document.toJS()), given };
}

describe.each(readdirSync(folder))('the set %s, which is good though Meshwright did not write it', (file) => {
  it('is clean', () => {
    const { objects, given } = readSet(file);
    const { findings } = check({ index: buildIndex(objects, { given }), given }, rules);
    expect(
      findings.map(
        ({ rule, object, path, message }) => `${rule} ${describeObject(object)} ${path}: ${message}`,
      ),
    ).toEqual([]);
  });
});
