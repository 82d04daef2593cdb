import { dig, items, fields as mapOf, pointer, text } from '../../../references/fields';
import type { Draft } from '../../finding';
import { policyKinds } from '../../kong-mesh/policies';
import { kumaFile } from '../../kong-mesh/source';
import { targetReferences } from '../../kong-mesh/target-references';
import { present } from '../../one-of';
import type { ObjectRule } from '../../rule';

/** Fields that a target may not have, by its kind. */
const refused: Readonly<Record<string, readonly string[]>> = {
  Mesh: ['name', 'namespace', 'mesh', 'tags', 'labels', 'sectionName'],
  Dataplane: ['mesh', 'tags', 'proxyTypes'],
  MeshSubset: ['name', 'namespace', 'mesh', 'labels', 'sectionName'],
  MeshService: ['mesh', 'tags', 'proxyTypes'],
  MeshHTTPRoute: ['mesh', 'tags', 'proxyTypes'],
  MeshExternalService: ['mesh', 'tags', 'proxyTypes', 'sectionName'],
  MeshMultiZoneService: ['mesh', 'tags', 'proxyTypes'],
};
const needName = new Set([
  'MeshService',
  'MeshHTTPRoute',
  'MeshExternalService',
  'MeshMultiZoneService',
  'MeshGateway',
]);
const inbound = ['rules', 'from'];

export const targetFields: ObjectRule = {
  id: 'kong-mesh/target-fields',
  severity: 'error',
  title: 'a target reference has fields that its kind may not have, or lacks one that it needs',
  why: 'The webhook refuses the policy, and nothing that the same sync brings is applied.',
  source: kumaFile('pkg/core/resources/apis/mesh/validators.go'),
  kinds: policyKinds,
  *checkObject(object) {
    const forInbound = inbound.some((field) => items(dig(object, 'spec', field)).length > 0);
    for (const { position, at, value } of targetReferences(object)) {
      const kind = text(dig(value, 'kind'));
      if (kind === undefined) continue;
      const draft = (field: string, found: string, expected: string, mend: string): Draft => ({
        object,
        path: pointer(...at, ...(found === '' ? [] : [field])),
        message: found === '' ? `the target has no ${field}` : `a ${kind} as target may not have ${found}`,
        found: found === '' ? `kind ${kind} alone` : found,
        expected,
        mend,
      });
      for (const field of present(value, refused[kind] ?? [])) {
        yield draft(field, field, `${kind} without ${field}`, `remove ${field}, or target another kind`);
      }
      const labels = Object.keys(mapOf(dig(value, 'labels'))).length > 0;
      const named = text(dig(value, 'name')) !== undefined;
      if (needName.has(kind) && !labels && !named) {
        yield draft('name', '', 'a name, or labels', `add the name of the ${kind}`);
      }
      if (labels && named && kind !== 'Mesh' && kind !== 'MeshSubset') {
        yield draft('labels', 'labels beside a name', 'either a name or labels', 'keep one of the two');
      }
      if (
        position === 'top' &&
        kind === 'Dataplane' &&
        dig(value, 'sectionName') !== undefined &&
        !forInbound
      ) {
        const why = 'a sectionName only where the policy has rules for calls that come in';
        yield draft('sectionName', 'sectionName', why, 'remove sectionName');
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
