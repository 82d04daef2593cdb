import { parseAllDocuments } from 'yaml';
import { check } from '../../checks/check';
import { rules } from '../../checks/rules';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { isLong } from '../long';

/** Values that YAML allows at any place of an object, whatever its schema says. */
const values = [null, true, 7, '', 'x', [], {}, [null], { a: null }];

type Path = readonly (string | number)[];

/** Every place below the metadata and the other fields of an object. */
function places(value: unknown, at: Path = []): readonly Path[] {
  const below =
    typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([key, item]) =>
          places(item, [...at, Array.isArray(value) ? Number(key) : key]),
        );
  return at.length < 2 || at.join('.') === 'metadata.name' ? below : [at, ...below];
}

/** A copy with another value at one place. */
function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item, i) => (i === key ? replaced(item, rest, by) : item));
  const entries = Object.entries(typeof value === 'object' && value !== null ? value : {});
  return Object.fromEntries(
    entries.map(([name, item]) => [name, name === key ? replaced(item, rest, by) : item]),
  );
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('rule %s', (_, rule) => {
  it('judges its example without an exception, whatever value stands in any one place of it', () => {
    const objects = parseAllDocuments(rule.example.fails).map((document): Manifest => document.toJS());
    const given = rule.example.given ?? [];
    let next = 0;
    for (const [position, object] of objects.entries()) {
      // Every third place, another third for each rule, unless the long tests are asked for.
      const some = places(object).filter((_place, at) => isLong || at % 6 === rule.id.length % 6);
      for (const place of some) {
        const by = values[next++ % values.length];
        const changed: Manifest = JSON.parse(JSON.stringify(replaced(object, place, by)));
        const set = objects.map((other, i) => (i === position ? changed : other));
        const run = () => check({ index: buildIndex(set, { given }), given }, [rule]);
        expect(run).not.toThrow();
      }
    }
  });
});
