import { dig, items, fields as mapOf, pointer, strings, text } from '../../../references/fields';
import type { Draft } from '../../finding';
import { policyKinds, policyTargets } from '../../kong-mesh/policies';
import { kumaFile } from '../../kong-mesh/source';
import { targetReferences } from '../../kong-mesh/target-references';
import type { ObjectRule } from '../../rule';

/** Fields that a target may not have, by its kind. Of a MeshMultiZoneService nothing is asked. */
const refused: Readonly<Record<string, readonly string[]>> = {
  Mesh: ['name', 'namespace', 'mesh', 'tags', 'labels', 'sectionName'],
  Dataplane: ['mesh', 'tags', 'proxyTypes'],
  MeshSubset: ['name', 'namespace', 'mesh', 'labels', 'sectionName'],
  MeshService: ['mesh', 'tags', 'proxyTypes'],
  MeshServiceSubset: ['mesh', 'proxyTypes', 'labels', 'namespace', 'sectionName'],
  MeshGateway: ['mesh', 'proxyTypes', 'labels', 'namespace', 'sectionName'],
  MeshHTTPRoute: ['mesh', 'tags', 'proxyTypes', 'sectionName'],
  MeshExternalService: ['mesh', 'tags', 'proxyTypes', 'sectionName'],
};
/** Kinds that are named, or picked by labels. */
const namedOrLabelled = new Set(['MeshService', 'MeshHTTPRoute', 'MeshExternalService']);
const named = new Set(['MeshServiceSubset', 'MeshGateway']);
const inbound = ['rules', 'from'];
/** What Kuma calls an object whose backend it could not find; a translated Gateway API route may name it. */
const unresolved = 'kuma.io/unresolved-backend';

export const targetFields: ObjectRule = {
  id: 'kong-mesh/target-fields',
  severity: 'error',
  title: 'a target reference has fields that its kind may not have, or lacks one that it needs',
  why: 'The webhook refuses the policy, and nothing that the same sync brings is applied.',
  source: kumaFile('pkg/core/resources/apis/mesh/validators.go'),
  kinds: policyKinds,
  *checkObject(object) {
    const forInbound = inbound.some((field) => items(dig(object, 'spec', field)).length > 0);
    for (const { position, at, value, allowed, systemOnly } of targetReferences(object)) {
      const kind = text(dig(value, 'kind'));
      // Of a kind that may not be named there the webhook says only that.
      if (kind === undefined || !(allowed.includes(kind) || systemOnly.includes(kind))) continue;
      const draft = (field: string, found: string, expected: string, mend: string): Draft => ({
        object,
        path: pointer(...at, ...(found === '' ? [] : [field])),
        message: found === '' ? `the target has no ${field}` : `a ${kind} as target may not have ${found}`,
        found: found === '' ? `kind ${kind} alone` : found,
        expected,
        mend,
      });
      const tagged = position === 'top' && policyTargets[object.kind]?.listenerTags === true;
      const none = [...(refused[kind] ?? []), ...(kind === 'MeshGateway' && !tagged ? ['tags'] : [])];
      for (const field of none.filter((name) => filled(dig(value, name)))) {
        yield draft(field, field, `${kind} without ${field}`, `remove ${field}, or target another kind`);
      }
      const labels = Object.keys(mapOf(dig(value, 'labels'))).length > 0;
      const name = text(dig(value, 'name'));
      if (named.has(kind) && name === undefined) {
        yield draft('name', '', 'a name', `add the name of the ${kind}`);
      }
      if (namedOrLabelled.has(kind) && !labels && name === undefined) {
        yield draft('name', '', 'a name, or labels', `add the name of the ${kind}`);
      }
      const place = text(dig(value, 'namespace'));
      const byLabels = namedOrLabelled.has(kind) || kind === 'Dataplane';
      if (byLabels && labels && (name !== undefined || place !== undefined)) {
        const other = name === undefined ? 'namespace' : 'name';
        yield draft('labels', `labels beside a ${other}`, 'either a name or labels', 'keep one of the two');
      }
      if ((namedOrLabelled.has(kind) || named.has(kind)) && name !== undefined && !isName(name)) {
        const expected = 'lower case letters, digits, hyphens, dots and underscores';
        yield draft('name', `the name ${name}`, expected, `name a ${kind}`);
      }
      if (kind === 'Dataplane' && text(dig(value, 'sectionName')) !== undefined && !forInbound) {
        const expected = 'a sectionName only where the policy has rules for calls that come in';
        yield draft('sectionName', 'sectionName', expected, 'remove sectionName');
      }
      const types = dig(value, 'proxyTypes');
      if ((kind === 'Mesh' || kind === 'MeshSubset') && Array.isArray(types) && types.length === 0) {
        yield draft('proxyTypes', 'an empty proxyTypes', 'Sidecar, Gateway, or none', 'remove proxyTypes');
      }
      for (const [key, tag] of Object.entries(strings(dig(value, 'tags')))) {
        const expected = tagProblem(kind, key, tag);
        if (expected === undefined) continue;
        yield {
          ...draft('tags', `the tag ${key}: ${tag}`, expected, `write ${expected}`),
          path: pointer(...at, 'tags', key),
        };
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: all, namespace: prod}
spec:
  targetRef: {kind: Mesh, name: default}
  to: [{targetRef: {kind: Mesh}, default: {idleTimeout: 60s}}]
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: all, namespace: prod}
spec:
  targetRef: {kind: Mesh}
  to: [{targetRef: {kind: Mesh}, default: {idleTimeout: 60s}}]
`,
  },
};

/** Kuma asks whether a field holds anything, not whether it is there. */
function filled(value: unknown): boolean {
  if (typeof value === 'string' || Array.isArray(value)) return value.length > 0;
  return Object.keys(mapOf(value)).length > 0;
}

function isName(name: string): boolean {
  return name === unresolved || /^[0-9a-z._-]*$/.test(name);
}

/** What a tag should be; undefined for one that is right, and for kinds that have none. */
function tagProblem(kind: string, key: string, value: string): string | undefined {
  if (!['MeshSubset', 'MeshServiceSubset', 'MeshGateway'].includes(kind)) return undefined;
  if (!/^[a-zA-Z0-9._:/-]+$/.test(key)) return 'a name of letters, digits, dots, hyphens, colons and slashes';
  if (kind === 'MeshSubset') {
    return /^[a-zA-Z0-9._:-]+$/.test(value)
      ? undefined
      : 'a value of letters, digits, dots, hyphens and colons';
  }
  return /^([a-zA-Z0-9._:/-]+|\*)$/.test(value)
    ? undefined
    : 'a value of letters, digits, dots, hyphens, colons and slashes, or *';
}
