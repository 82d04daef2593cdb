import { parseAllDocuments } from 'yaml';
import { groupOf, type Manifest } from '../../../references/manifest';

/** A finalizer that is somebody else's: App Mesh's way out leaves it, and its object. */
export const foreignFinalizer = 'example.com/audit';

/** The objects of a text. */
export function objectsIn(text: string): readonly Manifest[] {
  return parseAllDocuments(text).map((document): Manifest => document.toJS());
}

/** A set as its users keep it, and its objects of App Mesh as the controller leaves them: with finalizers that it alone clears. */
export function apartOf(text: string): {
  readonly own: readonly Manifest[];
  readonly appMesh: readonly Manifest[];
} {
  const objects = objectsIn(text);
  const isAppMesh = ({ apiVersion }: Manifest) => groupOf(apiVersion) === 'appmesh.k8s.aws';
  return {
    own: objects.filter((object) => !isAppMesh(object)),
    appMesh: objects.filter(isAppMesh).map(({ apiVersion, kind, metadata, spec }) => ({
      apiVersion,
      kind,
      metadata: {
        name: metadata.name,
        ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
        finalizers: [
          'finalizers.appmesh.k8s.aws/aws-appmesh-resources',
          ...(kind === 'Mesh' ? ['finalizers.appmesh.k8s.aws/mesh-members'] : []),
          ...(kind === 'VirtualRouter' ? [foreignFinalizer] : []),
        ],
      },
      ...(spec === undefined ? {} : { spec }),
    })),
  };
}

const labels = { 'app.kubernetes.io/name': 'appmesh-controller' };
const where = 'appmesh-system';

/** What App Mesh's chart has installed, as far as the way out takes it away: the controller, its webhooks and roles. */
export const installed: readonly Manifest[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: where } },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'appmesh-controller', namespace: where, labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'controller', image: 'example.com/appmesh-controller:1' }] },
      },
    },
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'appmesh-manager-role', labels },
    rules: [{ apiGroups: ['appmesh.k8s.aws'], resources: ['*'], verbs: ['*'] }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'appmesh-manager-rolebinding', labels },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'appmesh-manager-role' },
    subjects: [{ kind: 'ServiceAccount', name: 'appmesh-controller', namespace: where }],
  },
  webhook('ValidatingWebhookConfiguration', 'appmesh-validating-webhook-configuration', 'validate'),
  webhook('MutatingWebhookConfiguration', 'appmesh-mutating-webhook-configuration', 'mutate'),
];

/** It fails closed, and nobody answers it: as long as it is there, no object of App Mesh can be changed. */
function webhook(kind: string, name: string, path: string): Manifest {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind,
    metadata: { name },
    webhooks: [
      {
        name: `${path}.appmesh.k8s.aws`,
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        failurePolicy: 'Fail',
        timeoutSeconds: 1,
        clientConfig: { service: { namespace: where, name: 'appmesh-webhook-service', path: `/${path}` } },
        rules: [
          {
            apiGroups: ['appmesh.k8s.aws'],
            apiVersions: ['v1beta2'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['*'],
          },
        ],
      },
    ],
  };
}
