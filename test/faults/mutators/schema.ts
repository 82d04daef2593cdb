import { idOf } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import { misspelt, withKey, without, withValue } from '../edit';
import type { Mutator } from '../fault';
import { edited, mutator } from '../mutator';
import { type Place, placesOf, shown } from '../places';

type Facts = Pick<Mutator, 'kind' | 'what'>;

/** A mutator of every place that a schema describes. */
function atPlaces(
  facts: Facts,
  wrong: (place: Place, object: Manifest) => { readonly found: string; readonly by: Manifest } | undefined,
): Mutator {
  return mutator({ ...facts, family: 'schema' }, 'every kind', function* (object) {
    for (const place of placesOf(object)) {
      const made = wrong(place, object);
      if (made !== undefined) yield edited(`${shown(place.path)}: ${made.found}`, made.by);
    }
  });
}

const intOrString = (place: Place) => place.schema['x-kubernetes-int-or-string'] === true;

/** Faults that the kind's schema knows, at every place of every object. */
export const schemaMutators: readonly Mutator[] = [
  atPlaces(
    { kind: 'misspelt-field', what: 'the name of a field is misspelt' },
    ({ path, closed }, object) => {
      const key = path.at(-1);
      if (typeof key !== 'string' || !closed || key.length < 4) return undefined;
      // Without its name it is no object at all, and whoever reads it says so before any rule is asked.
      if (['metadata', 'metadata/name'].includes(path.join('/'))) return undefined;
      return { found: misspelt(key), by: withKey(object, path, misspelt(key)) };
    },
  ),
  atPlaces({ kind: 'quoted-number', what: 'a number is in quotes' }, ({ path, schema, value }, object) =>
    typeof value === 'number' && schema.type === 'integer'
      ? { found: `"${value}"`, by: withValue(object, path, String(value)) }
      : undefined,
  ),
  atPlaces(
    { kind: 'quoted-boolean', what: 'true or false is in quotes' },
    ({ path, value, schema }, object) =>
      typeof value === 'boolean' && schema.type === 'boolean'
        ? { found: `"${value}"`, by: withValue(object, path, String(value)) }
        : undefined,
  ),
  atPlaces(
    { kind: 'unquoted-text', what: 'a text that reads as true, false or a number is not in quotes' },
    (place, object) => {
      const { path, schema, value } = place;
      if (typeof value !== 'string' || schema.type !== 'string' || intOrString(place)) return undefined;
      if (!/^(?:true|false|\d+)$/.test(value)) return undefined;
      return { found: value, by: withValue(object, path, JSON.parse(value)) };
    },
  ),
  atPlaces(
    { kind: 'list-as-map', what: 'a list with one entry is written as that entry' },
    ({ path, value }, object) => {
      if (!Array.isArray(value) || value.length !== 1) return undefined;
      return { found: 'no list', by: withValue(object, path, value[0]) };
    },
  ),
  atPlaces(
    { kind: 'missing-field', what: 'a field that the schema requires is missing' },
    ({ path, required, schema }, object) =>
      required && schema.default === undefined && path[0] !== 'metadata'
        ? { found: 'removed', by: without(object, path) }
        : undefined,
  ),
  atPlaces(
    { kind: 'unknown-value', what: 'a value is none of those that the schema allows' },
    ({ path, schema, value }, object) => {
      if (!Array.isArray(schema.enum) || typeof value !== 'string') return undefined;
      const wrong = misspelt(value);
      return { found: wrong, by: withValue(object, path, wrong) };
    },
  ),
  atPlaces(
    { kind: 'number-out-of-range', what: 'a number is beyond its bounds' },
    ({ path, schema, value }, object) => {
      if (typeof value !== 'number') return undefined;
      const { maximum, minimum } = schema;
      const wrong =
        typeof maximum === 'number' ? maximum + 1 : typeof minimum === 'number' ? minimum - 1 : undefined;
      return wrong === undefined ? undefined : { found: String(wrong), by: withValue(object, path, wrong) };
    },
  ),
  atPlaces(
    { kind: 'wrong-form', what: 'a text does not have the form that the schema asks for' },
    ({ path, schema, value }, object) => {
      if (typeof schema.pattern !== 'string' || typeof value !== 'string') return undefined;
      return { found: `! ${value}`, by: withValue(object, path, `! ${value}`) };
    },
  ),
  atPlaces(
    { kind: 'duplicate-entry', what: 'an entry of a list that is keyed is there twice' },
    ({ path, schema, value }, object) => {
      const keyed = ['map', 'set'].includes(String(schema['x-kubernetes-list-type']));
      if (!keyed || !Array.isArray(value) || value.length === 0) return undefined;
      return { found: 'the first entry again', by: withValue(object, path, [...value, value[0]]) };
    },
  ),
  mutator(
    { kind: 'misspelt-root', family: 'schema', what: 'the spec is written as specs' },
    'every kind',
    function* (object) {
      if (object.spec !== undefined) yield edited('specs', withKey(object, ['spec'], 'specs'));
    },
  ),
  mutator(
    { kind: 'unserved-version', family: 'schema', what: 'an apiVersion that is no longer served' },
    'every kind',
    function* (object) {
      const old = unserved[`${object.apiVersion} ${object.kind}`];
      if (old !== undefined) yield edited(old, withValue(object, ['apiVersion'], old));
    },
  ),
  mutator(
    { kind: 'bad-name', family: 'schema', what: 'a name has characters that no name may have' },
    'every kind',
    function* (object) {
      const name = `${object.metadata.name}_A`;
      yield edited(name, withValue(object, ['metadata', 'name'], name), [{ ...idOf(object), name }]);
    },
  ),
  mutator(
    { kind: 'long-name', family: 'schema', what: 'a name has more characters than a name may have' },
    'every kind',
    function* (object) {
      const name = `${object.metadata.name}-${'x'.repeat(253)}`;
      yield edited('254 characters and more', withValue(object, ['metadata', 'name'], name), [
        { ...idOf(object), name },
      ]);
    },
  ),
  mutator(
    { kind: 'long-label', family: 'schema', what: 'the value of a label has more than 63 characters' },
    'every kind',
    function* (object) {
      for (const key of Object.keys(object.metadata.labels ?? {})) {
        yield edited(key, withValue(object, ['metadata', 'labels', key], 'v'.repeat(64)));
      }
    },
  ),
  mutator(
    { kind: 'no-namespace', family: 'schema', what: 'an object of a namespaced kind names no namespace' },
    'every kind',
    function* (object) {
      if (object.metadata.namespace === undefined) return;
      const { group, kind, name } = idOf(object);
      yield edited('metadata.namespace removed', without(object, ['metadata', 'namespace']), [
        { group, kind, name },
      ]);
    },
  ),
  mutator(
    {
      kind: 'unwanted-namespace',
      family: 'schema',
      what: 'an object of a cluster-scoped kind names a namespace',
    },
    ['/Namespace', 'appmesh.k8s.aws/Mesh', 'kuma.io/Mesh'],
    function* (object) {
      yield edited('namespace kong', withValue(object, ['metadata', 'namespace'], 'kong'), [
        { ...idOf(object), namespace: 'kong' },
      ]);
    },
  ),
];

/** Versions that existed once and that no API server serves any more, by the version and kind that is served. */
const unserved: Readonly<Record<string, string>> = {
  'external-secrets.io/v1 ExternalSecret': 'external-secrets.io/v1beta1',
  'external-secrets.io/v1 SecretStore': 'external-secrets.io/v1beta1',
  'networking.k8s.io/v1 Ingress': 'extensions/v1beta1',
  'helm.toolkit.fluxcd.io/v2 HelmRelease': 'helm.toolkit.fluxcd.io/v2beta1',
  'source.toolkit.fluxcd.io/v1 HelmRepository': 'source.toolkit.fluxcd.io/v1beta2',
  'kustomize.toolkit.fluxcd.io/v1 Kustomization': 'kustomize.toolkit.fluxcd.io/v1beta2',
  'appmesh.k8s.aws/v1beta2 VirtualNode': 'appmesh.k8s.aws/v1beta1',
  'apps/v1 Deployment': 'extensions/v1beta1',
};
