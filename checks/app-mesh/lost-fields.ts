import { fields } from '../../references/fields';

/** A field of a pod that the injector loses, because the Kubernetes API that it was built with (k8s.io/api v0.26.2) has none such. */
export interface LostField {
  /** Its parts below the pod's spec. */
  readonly at: readonly (string | number)[];
  readonly value: unknown;
  readonly effect: LostEffect;
}

/** What becomes of the pod without the field: how bad it is, and in which words. */
export interface LostEffect {
  readonly severity: 'error' | 'warning';
  readonly words: string;
}

const refused = (words: string): LostEffect => ({ severity: 'error', words });
const silent = (words: string): LostEffect => ({ severity: 'warning', words });

const container = '(?:c|initC)ontainers/\\d+';
const open = silent('the container runs without it');

/** Fields of later Kubernetes versions, by their place below the pod's spec. */
const lost: readonly (readonly [place: RegExp, effect: LostEffect])[] = [
  [
    new RegExp(`^${container}/lifecycle/(?:preStop|postStart)/sleep$`),
    refused('the hook is left without an action, and the API server refuses the pod'),
  ],
  [
    /^initContainers\/\d+\/restartPolicy$/,
    refused('the sidecar becomes an init container, whose end the pod waits for'),
  ],
  [/^volumes\/\d+\/image$/, refused('the volume is left without a source, and is an empty directory')],
  [
    /^volumes\/\d+\/projected\/sources\/\d+\/(?:clusterTrustBundle|podCertificate)$/,
    refused('the source of the volume is left empty, and its files are missing'),
  ],
  [
    new RegExp(`^${container}/env/\\d+/valueFrom/fileKeyRef$`),
    refused('the variable is left without a source, and the API server refuses the pod'),
  ],
  [new RegExp(`^(?:${container}/)?securityContext/appArmorProfile$`), open],
  [/^securityContext\/(?:supplementalGroupsPolicy|seLinuxChangePolicy)$/, open],
  [new RegExp(`^${container}/volumeMounts/\\d+/recursiveReadOnly$`), open],
  [new RegExp(`^${container}/(?:restartPolicyRules|resizePolicy|lifecycle/stopSignal)$`), open],
  [/^containers\/\d+\/restartPolicy$/, open],
  [/^resources$/, silent('the pod asks for nothing as a whole')],
  [/^hostnameOverride$/, silent('the pod has the name that it would have had')],
  [
    /^affinity\/.*\/(?:matchLabelKeys|mismatchLabelKeys)$/,
    silent('pods of other revisions count as well when it is placed'),
  ],
];

/** The fields of a pod's spec that the injector loses, in the order in which they stand. */
export function lostFields(spec: unknown): readonly LostField[] {
  const found: LostField[] = [];
  const visit = (value: unknown, at: readonly (string | number)[]) => {
    const [, effect] = lost.find(([place]) => place.test(at.join('/'))) ?? [];
    if (effect !== undefined) found.push({ at, value, effect });
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, [...at, index]);
    else for (const [key, item] of Object.entries(fields(value))) visit(item, [...at, key]);
  };
  visit(spec, []);
  return found;
}
