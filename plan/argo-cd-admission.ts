import type { Manifest } from '../references/manifest';
import { argoNamespace, deliveryPrefix } from './delivery';

/** Which AppProjects the Applications that a cluster's folder brings may name. */
export interface AllowedProjects {
  /** Those whose Applications sync further Applications or objects of the repository: only delivery objects are in them. */
  readonly ofDelivery: readonly string[];
  /** Those that do not read the repository, or that the output names otherwise. */
  readonly ofOthers: readonly string[];
}

const tracking = 'argocd.argoproj.io/tracking-id';
const instance = 'app.kubernetes.io/instance';

/**
 * What Argo CD cannot say of itself: which projects the Applications may name that come from this cluster's folder. Argo CD
 * marks what it syncs with the name of the Application that syncs it (by an annotation, or by a label where it is set so), and whoever writes to
 * the repository cannot write that mark. An Application that a delivery object brings is itself a delivery object by its name, and so what
 * it brings is judged again, or its project lets it bring no Application.
 *
 * Source of the mark: argo-cd util/argo/resource_tracking.go; of the policy: Kubernetes 1.30, ValidatingAdmissionPolicy v1.
 */
export function applicationPolicy(cluster: string, projects: AllowedProjects): readonly Manifest[] {
  const name = `${deliveryPrefix}-${cluster}`;
  const policy: Manifest = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: ['argoproj.io'],
            apiVersions: ['*'],
            resources: ['applications'],
            operations: ['CREATE', 'UPDATE'],
          },
        ],
      },
      matchConditions: [{ name: 'synced-by-meshwright', expression: syncedByDelivery }],
      validations: [
        {
          expression: `object.spec.project in ${list([...projects.ofDelivery, ...projects.ofOthers])}`,
          message: `what the folder of ${cluster} brings may not name another AppProject`,
        },
        {
          expression: `object.metadata.name.startsWith('${deliveryPrefix}-') || !(object.spec.project in ${list(projects.ofDelivery)})`,
          message: `only the delivery objects of ${cluster} may be in the AppProjects that read its folder`,
        },
      ],
    },
  };
  const binding: Manifest = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name },
    spec: {
      policyName: name,
      validationActions: ['Deny'],
      matchResources: {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': argoNamespace } },
      },
    },
  };
  return [policy, binding];
}

const syncedByDelivery = [
  `has(object.metadata.annotations) && '${tracking}' in object.metadata.annotations`,
  `&& object.metadata.annotations['${tracking}'].matches('^${deliveryPrefix}(-[a-z0-9-]+)?:')`,
  `|| has(object.metadata.labels) && '${instance}' in object.metadata.labels`,
  `&& object.metadata.labels['${instance}'].matches('^${deliveryPrefix}(-[a-z0-9-]+)?$')`,
].join(' ');

/** A list of names as CEL writes it: names of Kubernetes need no escapes. */
function list(names: readonly string[]): string {
  return `[${[...new Set(names)].map((name) => `'${name}'`).join(', ')}]`;
}
