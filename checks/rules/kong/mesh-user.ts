import { dig } from '../../../references/fields';
import { exampleRelease } from '../../kong/example';
import { kongGateways, valuePlace } from '../../kong/gateway';
import type { SetRule } from '../../rule';

/** The user whose calls the rules of App Mesh and Kuma's init containers leave alone: Envoy's own. */
const envoyUsers: ReadonlySet<unknown> = new Set([1337, 5678, '1337', '5678']);

export const meshUser: SetRule = {
  id: 'kong/mesh-user',
  severity: 'error',
  title: 'the gateway runs as the user of the mesh’s own proxy',
  why: 'Calls of that user are not redirected: the whole gateway goes past its Envoy, and the mesh neither routes nor encrypts what it sends.',
  source:
    'Kong/charts kong-3.4.1 templates/_helpers.tpl (one containerSecurityContext for every container); aws-app-mesh-controller-for-k8s v1.13.3 pkg/inject',
  measured:
    'the injector of App Mesh controller 1.13.3 gives the pod an init container that passes over what user 1337 sends (APPMESH_IGNORE_UID), as whom its Envoy runs; of the failing example the chart ingress 0.24.0 has Kong run as that user (Helm v3.22).',
  *checkSet({ index }) {
    for (const release of kongGateways(index)) {
      for (const field of ['containerSecurityContext', 'securityContext']) {
        const user = dig(release.values, field, 'runAsUser');
        if (!envoyUsers.has(user)) continue;
        yield {
          object: release.install.by,
          path: valuePlace(release, field, 'runAsUser'),
          message: `the gateway of release ${release.install.release} runs as user ${user}, so that it bypasses its Envoy`,
          found: `${field}.runAsUser: ${user}`,
          expected: 'the chart’s own user 1000',
          mend: 'use the chart `ingress`, whose controller has a pod of its own that can be kept out of the mesh, and leave the user of the gateway alone',
        };
      }
    }
  },
  example: {
    given: ['Namespace kong'],
    fails: exampleRelease('ingress', '{gateway: {containerSecurityContext: {runAsUser: 1337}}}'),
    passes: exampleRelease('ingress', '{gateway: {containerSecurityContext: {runAsUser: 1000}}}'),
  },
};
