import { dig, fields, items, pointer, text } from '../fields';
import {
  clusterObject,
  environmentNeeds,
  type HelmChart,
  needsPriorityClass,
  needsSecret,
  operatorReach,
  releaseObject,
  releasePods,
  releaseService,
} from '../helm-chart';
import type { HelmInstall } from '../helm-install';
import { kumaGroup } from '../kinds/kuma';
import { type ReferenceDraft, refer } from '../reference';

/** Chart `kong-mesh` (https://kong.github.io/kong-mesh-charts): Kuma's chart under the key `kuma`. */
export const kongMeshChart: HelmChart = {
  name: 'kong-mesh',
  provides: (install) => {
    const prefix = text(dig(install.values, 'kuma', 'nameOverride')) ?? 'kong-mesh';
    return {
      kinds: install.skipsCrds ? [] : [{ group: kumaGroup, kind: '*' }],
      webhooks: ['kuma-injector'],
      objects: [
        releaseService(install, `${prefix}-control-plane`, [
          { name: 'diagnostics', port: 5680 },
          { name: 'http-api-server', port: 5681 },
          { name: 'https-api-server', port: 5682 },
          { name: 'https-admission-server', port: 443 },
          { name: 'dp-server', port: 5678 },
        ]),
        releaseObject(install, '', 'ServiceAccount', `${prefix}-control-plane`),
        ...meshes(install),
      ],
      pods: [
        releasePods(install, `${prefix}-control-plane`, {
          labels: {
            app: `${prefix}-control-plane`,
            'app.kubernetes.io/instance': install.release,
            'app.kubernetes.io/name': prefix,
          },
          serviceAccount: `${prefix}-control-plane`,
          containers: [
            {
              name: 'control-plane',
              ports: [
                { name: 'diagnostics', containerPort: 5680 },
                ...[5681, 5682, 5443, 5678].map((containerPort) => ({ containerPort })),
              ],
            },
          ],
        }),
      ],
    };
  },
  references: (install) => [
    ...secrets(install),
    ...certificates(install),
    ...needsPriorityClass(install, ['kuma', 'controlPlane', 'priorityClassName']),
  ],
  reach: (install) => ({
    ...operatorReach(!install.skipsCrds, ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']),
    namespaces: cniNamespaces(install),
  }),
};

/** Where the chart runs Kuma's CNI plugin. */
function cniNamespaces(install: HelmInstall): readonly string[] {
  const cni = dig(install.values, 'kuma', 'cni');
  return dig(cni, 'enabled') === true ? [text(dig(cni, 'namespace')) ?? 'kube-system'] : [];
}

/**
 * The Mesh of a zone comes from its global control plane, where it was made first: any name is there. A control plane of
 * the cluster's own makes the Mesh `default`, unless it is told not to.
 */
function meshes(install: HelmInstall): readonly ReturnType<typeof clusterObject>[] {
  const controlPlane = dig(install.values, 'kuma', 'controlPlane');
  const global = text(dig(controlPlane, 'kdsGlobalAddress'));
  if (dig(controlPlane, 'mode') === 'zone' && global !== undefined)
    return [clusterObject(kumaGroup, 'Mesh', '*')];
  return dig(controlPlane, 'defaults', 'skipMeshCreation') === true
    ? []
    : [clusterObject(kumaGroup, 'Mesh', 'default')];
}

function secrets(install: HelmInstall): readonly ReferenceDraft[] {
  const under = ['kuma', 'controlPlane', 'secrets'];
  const value = dig(install.values, ...under);
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? items(value).map((item, i) => [i, item] as const)
    : Object.entries(fields(value));
  const tls = ['kuma', 'controlPlane', 'tls', 'general'];
  return [
    ...entries.flatMap(([key, item]) =>
      needsSecret(install, [...under, key], dig(item, 'Secret'), dig(item, 'Key')),
    ),
    ...needsSecret(install, [...tls, 'secretName'], dig(install.values, ...tls, 'secretName')),
    ...environmentNeeds(install, ['kuma', 'controlPlane', 'extraEnv']),
    ...needsSecret(install, ['license', 'secretName'], dig(install.values, 'license', 'secretName')),
  ];
}

function certificates(install: HelmInstall): readonly ReferenceDraft[] {
  const under = ['kuma', 'controlPlane', 'tls', 'general', 'certManager', 'enabled'];
  if (dig(install.values, ...under) !== true) return [];
  return [
    refer(
      pointer(...install.valuesPath, ...under),
      { type: 'kind', group: 'cert-manager.io', kind: 'Certificate' },
      'before',
      'the chart has the control plane’s certificate made by cert-manager',
    ),
  ];
}
