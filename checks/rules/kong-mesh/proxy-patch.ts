import { parse } from 'yaml';
import { dig, items, pointer, text } from '../../../references/fields';
import type { Draft } from '../../finding';
import { kumaFile } from '../../kong-mesh/source';
import { present } from '../../one-of';
import type { ObjectRule } from '../../rule';
import { shown } from '../../words';

const parts = ['cluster', 'listener', 'virtualHost', 'networkFilter', 'httpFilter'];
const filters = ['networkFilter', 'httpFilter'];
/** Resources of Envoy that have to be named. */
const needName = new Set(['cluster', ...filters]);

export const proxyPatch: ObjectRule = {
  id: 'kong-mesh/proxy-patch',
  severity: 'error',
  title: 'a modification of a MeshProxyPatch has no part, two parts, or lacks what its operation needs',
  why: 'The webhook refuses the policy, and nothing that the same sync brings is applied.',
  source: kumaFile('pkg/plugins/policies/meshproxypatch/api/v1alpha1/validator.go'),
  kinds: ['kuma.io/MeshProxyPatch'],
  *checkObject(object): Generator<Draft> {
    const draft = (at: readonly (string | number)[], message: string, expected: string): Draft => ({
      object,
      path: pointer('spec', 'default', ...at),
      message,
      found: shown(dig(object, 'spec', 'default', ...at)),
      expected,
      mend: `write ${expected}`,
    });
    const modifications = items(dig(object, 'spec', 'default', 'appendModifications'));
    if (modifications.length === 0) yield draft([], 'the policy modifies nothing', 'appendModifications');
    for (const [i, modification] of modifications.entries()) {
      const set = present(modification, parts);
      const [part] = set;
      const at = ['appendModifications', i];
      if (part === undefined || set.length > 1) {
        yield draft(at, `${set.length} parts are modified at once`, `exactly one of ${parts.join(', ')}`);
        continue;
      }
      const patch = dig(modification, part);
      const operation = text(dig(patch, 'operation')) ?? '';
      const here = [...at, part];
      const has = (field: string) => present(patch, [field]).length > 0;
      const named = text(dig(patch, 'match', 'name')) !== undefined;
      if (has('value') && !isMap(dig(patch, 'value'))) {
        yield draft([...here, 'value'], 'this is no YAML of a resource of Envoy', 'a map in YAML');
      }
      if (operation === 'Remove') {
        if (has('value')) yield draft([...here, 'value'], 'what is removed has no value', 'no value');
        continue;
      }
      if (operation === 'Patch') {
        yield* patchProblems(items(dig(patch, 'jsonPatches')), (i_, message, expected) =>
          draft([...here, 'jsonPatches', i_], message, expected),
        );
        const patches = items(dig(patch, 'jsonPatches')).length > 0;
        if (patches === has('value')) {
          yield draft(
            here,
            'a patch is either a value or JSON patches',
            'exactly one of value and jsonPatches',
          );
        }
        if (part === 'httpFilter' && !named) yield draft(here, 'no filter is named', 'match.name');
        if (part === 'networkFilter' && !named) yield draft(here, 'no filter is named', 'match.name');
        continue;
      }
      if (!has('value')) yield draft(here, 'what is added has no value', 'value');
      else if (needName.has(part) && isUnnamed(dig(patch, 'value'))) {
        yield draft([...here, 'value'], 'what is added has no name', 'a resource with its name');
      }
      if (filters.includes(part)) {
        const beside = operation === 'AddBefore' || operation === 'AddAfter';
        if (beside && !named) yield draft(here, 'the place of the new filter is not said', 'match.name');
      } else if (part === 'virtualHost' ? named : has('match')) {
        yield draft([...here, 'match'], 'what is added matches nothing', 'no match');
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshProxyPatch
metadata: {name: all, namespace: prod}
spec:
  targetRef: {kind: Mesh}
  default: {appendModifications: [{httpFilter: {operation: AddBefore, value: 'name: envoy.filters.http.buffer'}}]}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshProxyPatch
metadata: {name: all, namespace: prod}
spec:
  targetRef: {kind: Mesh}
  default: {appendModifications: [{httpFilter: {operation: AddFirst, value: 'name: envoy.filters.http.buffer'}}]}
`,
  },
};

function* patchProblems(
  patches: readonly unknown[],
  draft: (index: number, message: string, expected: string) => Draft,
): Generator<Draft> {
  for (const [i, patch] of patches.entries()) {
    const operation = text(dig(patch, 'op')) ?? '';
    const from = present(patch, ['from']).length > 0;
    const value = present(patch, ['value']).length > 0;
    const moves = operation === 'move' || operation === 'copy';
    const sets = operation === 'add' || operation === 'replace';
    if (from !== moves)
      yield draft(
        i,
        moves ? `${operation} has no from` : `${operation} has a from`,
        moves ? 'from' : 'no from',
      );
    if (value !== sets)
      yield draft(
        i,
        sets ? `${operation} has no value` : `${operation} has a value`,
        sets ? 'value' : 'no value',
      );
    const path = dig(patch, 'path');
    if (path === undefined) yield draft(i, `${operation} has no path`, 'path');
    if (operation === 'remove' && (path === '' || path === '/'))
      yield draft(i, 'the whole cannot be removed', 'a path below it');
  }
}

/** Whether a text is the YAML of a map, as a resource of Envoy is one. */
function isMap(value: unknown): boolean {
  const parsed = parsedOf(value);
  return parsed === null || (typeof parsed === 'object' && !Array.isArray(parsed));
}

function isUnnamed(value: unknown): boolean {
  return isMap(value) && text(dig(parsedOf(value), 'name')) === undefined;
}

/** What a text of YAML says; undefined for one that is none. */
function parsedOf(value: unknown): unknown {
  if (typeof value !== 'string') return null;
  try {
    return parse(value, { logLevel: 'silent' }) ?? null;
  } catch {
    return undefined;
  }
}
