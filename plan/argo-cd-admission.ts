import type { Manifest } from '../references/manifest';
import { type ArgoCdPlacement, chartsFolder, deliveryPrefix } from './delivery';
import { stages } from './stage';

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
 * it brings is judged again, or its project lets it bring no Application. Where Argo CD keeps several clusters, those names are
 * said one by one: a prefix of one cluster may begin with that of another, whose Applications are no business of this policy.
 *
 * Source of the mark: argo-cd util/argo/resource_tracking.go; of the policy: Kubernetes 1.30, ValidatingAdmissionPolicy v1.
 */
export function applicationPolicy(
  cluster: string,
  { namePrefix, namespace }: Pick<ArgoCdPlacement, 'namePrefix' | 'namespace'>,
  projects: AllowedProjects,
): readonly Manifest[] {
  const name = `${deliveryPrefix}-${namePrefix ?? cluster}`;
  const isDelivery =
    namePrefix === undefined
      ? `object.metadata.name.startsWith('${deliveryPrefix}-')`
      : `object.metadata.name.matches('^${namePrefix}${stageEnding}$')`;
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
      matchConditions: [{ name: 'synced-by-meshwright', expression: syncedBy(deliveryNames(namePrefix)) }],
      validations: [
        {
          expression: `object.spec.project in ${list([...projects.ofDelivery, ...projects.ofOthers])}`,
          message: `what the folder of ${cluster} brings may not name another AppProject`,
        },
        {
          expression: `${isDelivery} || !(object.spec.project in ${list(projects.ofDelivery)})`,
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
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
      },
    },
  };
  return [policy, binding];
}

/** What follows the prefix in the name of a stage's Application, as a regular expression. */
const stageEnding = `-(${stages.join('|')})(-${chartsFolder})?`;

/** The names of the delivery objects, as a regular expression: where Argo CD has nothing else, all that begin alike. */
function deliveryNames(namePrefix: string | undefined): string {
  return namePrefix === undefined ? `${deliveryPrefix}(-[a-z0-9-]+)?` : `${namePrefix}(${stageEnding})?`;
}

function syncedBy(names: string): string {
  return [
    `has(object.metadata.annotations) && '${tracking}' in object.metadata.annotations`,
    `&& object.metadata.annotations['${tracking}'].matches('^${names}:')`,
    `|| has(object.metadata.labels) && '${instance}' in object.metadata.labels`,
    `&& object.metadata.labels['${instance}'].matches('^${names}$')`,
  ].join(' ');
}

/** A list of names as CEL writes it: names of Kubernetes need no escapes. */
function list(names: readonly string[]): string {
  return `[${[...new Set(names)].map((name) => `'${name}'`).join(', ')}]`;
}
