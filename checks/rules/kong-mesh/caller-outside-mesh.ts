import { pointer } from '../../../references/fields';
import { isInKongMesh } from '../../../references/kinds/kuma-pods';
import type { PodTemplate } from '../../../references/provision';
import { push } from '../../../references/selector-postings';
import { permissionExample, permissionGiven } from '../../kong-mesh/permission-example';
import { namedCallers } from '../../kong-mesh/permissions';
import { nextVersion } from '../../kong-mesh/source';
import { perIndex } from '../../per-index';
import type { ObjectRule } from '../../rule';

const workload = /\/ns\/([^/]+)\/sa\/([^/]+)$/;

export const callerOutsideMesh: ObjectRule = {
  id: 'kong-mesh/caller-outside-mesh',
  severity: 'error',
  title: 'a permission lets a workload in whose pods are not in the mesh',
  why: 'Only a proxy has an identity: the calls of these pods come without one, and are denied.',
  source: nextVersion,
  kinds: ['kuma.io/MeshTrafficPermission'],
  *checkObject(object, { index }) {
    for (const { at, list, type, value } of namedCallers(object)) {
      const [, namespace, account] = workload.exec(value) ?? [];
      if (type !== 'Exact' || list === 'deny' || namespace === undefined) continue;
      const pods = podsOfAccounts(index).get(`${namespace}/${account}`) ?? [];
      const [first] = pods;
      if (first === undefined || pods.some((pod) => isInKongMesh(pod, index))) continue;
      yield {
        object,
        path: pointer(...at),
        message: `the pods of ${first.name} in ${namespace} are not in the mesh, so they have no identity`,
        found: value,
        expected: 'a caller whose pods get a proxy',
        mend: `label namespace ${namespace} kuma.io/sidecar-injection: enabled, or remove the entry`,
      };
    }
  },
  example: {
    given: permissionGiven,
    fails: permissionExample({ injection: 'disabled' }),
    passes: permissionExample(),
  },
};

/** The pods of each ServiceAccount, by `namespace/name`. */
const podsOfAccounts = perIndex((index) => {
  const pods = new Map<string, PodTemplate[]>();
  for (const object of index.objects) {
    for (const pod of index.podsBroughtBy(object)) push(pods, `${pod.namespace}/${pod.serviceAccount}`, pod);
  }
  return pods;
});
