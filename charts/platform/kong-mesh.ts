import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClusterConfig } from '../../config/cluster';
import { egressOf, type KongMeshConfig } from '../../config/mesh';
import type { PodSecurityLevel } from '../../pod-spec/pod-security';
import { addIdentity, addMesh, authoritySecretsFromAws } from '../mesh/kong-mesh/mesh';
import { konnectZone, systemNamespace } from '../mesh/kong-mesh/names';
import { addMeshPolicies } from '../network-policies/platform';
import {
  injectedLevel,
  injectedPod,
  podSecurityLabels,
  restrictedContainer,
  restrictedPod,
} from '../pod-security';
import { AwsSecrets, type SecretFromAws } from '../secrets/aws-secrets';
import { priorityValue, spreadValues } from '../spread';
import { kongMeshChart } from '../versions';
import { HelmInstall } from './helm-install';
import { type HelmValues, mergeValues } from './helm-values';
import { kongMeshMirror } from './mirror-values';
import { addNamespace } from './namespace';

/** Namespace of Kuma's CNI plugin: it writes into the folders of the node, which no other pod of ours may. */
const cniNamespace = 'kong-mesh-cni';

/** Proxies of the zone that belong to a mesh are injected, as every pod of a mesh is. */
function systemLevel(mesh: KongMeshConfig): PodSecurityLevel {
  const ingress = mesh.controlPlane === 'konnect' && mesh.zoneIngress;
  const injected = mesh.profile !== '2.13' && (ingress || egressOf(mesh) !== 'none');
  return injected ? injectedLevel(mesh, () => 'restricted') : 'restricted';
}

/** The Secret that holds the zone's token, and its key. */
const zoneToken = { secret: 'cp-token', key: 'token' } as const;

/** Kong Mesh: a zone of Konnect's Mesh Manager, or a control plane of the cluster's own; and the workloads' identity. */
export class KongMeshChart extends Chart {
  constructor(scope: Construct, config: ClusterConfig, mesh: KongMeshConfig) {
    super(scope, 'kong-mesh');
    // The chart's own job would label the namespace after its first pods; nothing is injected where the label is false.
    addNamespace(this, systemNamespace, {
      'kuma.io/sidecar-injection': 'false',
      'kuma.io/system-namespace': 'true',
      ...podSecurityLabels(config, systemLevel(mesh)),
    });
    if (mesh.cni) addNamespace(this, cniNamespace, podSecurityLabels(config, 'privileged'));
    if (config.production.networkPolicies) addMeshPolicies(this, mesh);
    const secrets = [...zoneSecrets(mesh), ...authoritySecretsFromAws(mesh)];
    if (secrets.length > 0) {
      new AwsSecrets(this, 'secrets', {
        config,
        namespace: systemNamespace,
        store: 'kong-mesh-secretstore',
        secrets,
      });
    }
    new HelmInstall(this, 'install', {
      config,
      key: 'kong-mesh',
      chart: kongMeshChart(mesh.profile),
      release: 'kong-mesh',
      namespace: systemNamespace,
      values: { kuma: mergeValues(kongMeshMirror(config, mesh), kumaValues(config, mesh)) },
    });
    if (mesh.controlPlane === 'standalone') {
      addMesh(this, mesh);
    }
    addIdentity(this, mesh);
  }
}

function zoneSecrets(mesh: KongMeshConfig): readonly SecretFromAws[] {
  if (mesh.controlPlane === 'konnect') {
    return [{ name: zoneToken.secret, data: { [zoneToken.key]: konnectZone(mesh).tokenSecret } }];
  }
  return mesh.license === undefined
    ? []
    : [{ name: meshLicense.secret, data: { [meshLicense.key]: mesh.license.secret } }];
}

/** The Secret that holds the licence of a control plane of the cluster's own, and its key. */
const meshLicense = { secret: 'kong-mesh-license', key: 'license.json' } as const;

/** Everything of the Kong Mesh chart sits under the key of its subchart, `kuma`. */
function kumaValues(config: ClusterConfig, mesh: KongMeshConfig): HelmValues {
  const argoCd = config.delivery.engine === 'argo-cd';
  return {
    controlPlane: {
      mode: 'zone',
      replicas: mesh.replicas,
      podDisruptionBudget: { enabled: mesh.replicas > 1 },
      ...spreadValues(config, { app: 'kong-mesh-control-plane' }),
      ...priorityValue(config.production.priorityClasses.controlPlane),
      containerSecurityContext: restrictedContainer,
      ...(mesh.controlPlane === 'konnect' ? konnectValues(mesh) : standaloneValues(mesh)),
      // Under Argo CD each render would make new certificates, and restart the control plane for them.
      ...(argoCd ? { tls: { general: { certManager: { enabled: true } } } } : {}),
    },
    // Sidecars start before the pod's own containers, and end after them.
    experimental: { sidecarContainers: true },
    // The namespace is ours, with its labels.
    patchSystemNamespace: false,
    hooks: {
      podSecurityContext: restrictedPod,
      containerSecurityContext: restrictedContainer,
      ...(argoCd
        ? {
            // An Argo CD before 3.0 never sees a hook job end that removes itself at once; Kuma asks for it still.
            ttlSecondsAfterFinished: 600,
            annotations: { 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' },
          }
        : {}),
    },
    ...(mesh.cni ? { cni: chainedCni } : {}),
    ...zoneProxies(config, mesh),
  };
}

function konnectValues(mesh: KongMeshConfig): HelmValues {
  const konnect = konnectZone(mesh);
  return {
    zone: konnect.zone,
    kdsGlobalAddress: `grpcs://${konnect.region}.mesh.sync.konghq.com:443`,
    konnect: { cpId: konnect.controlPlaneId },
    secrets: [
      { Env: 'KMESH_MULTIZONE_ZONE_KDS_AUTH_CP_TOKEN_INLINE', Secret: zoneToken.secret, Key: zoneToken.key },
    ],
  };
}

/** The Mesh is ours to write, so the control plane makes none of its own. */
function standaloneValues(mesh: KongMeshConfig): HelmValues {
  return {
    defaults: { skipMeshCreation: true },
    ...(mesh.license === undefined
      ? {}
      : { secrets: [{ Env: 'KMESH_LICENSE_INLINE', Secret: meshLicense.secret, Key: meshLicense.key }] }),
  };
}

/**
 * The proxies of the zone: the way in from other zones, which a mesh of one zone does not have, and the way out. From 2.14
 * they belong to a mesh, which workload identity needs of them; 2.13 has them for the whole zone, under keys that 3.0
 * removes. Calls of others go through both, so each has two pods that no drain of nodes takes at once.
 */
function zoneProxies(config: ClusterConfig, mesh: KongMeshConfig): HelmValues {
  if (mesh.controlPlane === 'standalone' && egressOf(mesh) === 'none') {
    return {};
  }
  const settings = (role: 'ingress' | 'egress', enabled: boolean) =>
    enabled ? { enabled, ...zoneProxy(config, mesh, role) } : { enabled };
  const ingress = settings('ingress', mesh.controlPlane === 'konnect' && mesh.zoneIngress);
  const egress = settings('egress', egressOf(mesh) !== 'none');
  return mesh.profile === '2.13' ? { ingress, egress } : { meshes: [{ name: mesh.name, ingress, egress }] };
}

/** The user of Kuma's proxies, whose own calls are not redirected. */
const proxyUser = { runAsUser: 5678, runAsGroup: 5678 } as const;

/** The plugin after the one of the VPC, whose configuration it adds itself to. */
const chainedCni = {
  enabled: true,
  chained: true,
  namespace: cniNamespace,
  netDir: '/etc/cni/net.d',
  binDir: '/opt/cni/bin',
  confName: '10-aws.conflist',
} as const;

function zoneProxy(config: ClusterConfig, mesh: KongMeshConfig, role: 'ingress' | 'egress') {
  const { name, profile } = mesh;
  const priority = priorityValue(config.production.priorityClasses.controlPlane);
  const disruptionBudget = { enabled: true, maxUnavailable: 1 };
  if (profile === '2.13') {
    const spread = spreadValues(config, { app: `kong-mesh-${role}` });
    return {
      replicas: 2,
      podDisruptionBudget: disruptionBudget,
      podSecurityContext: { ...restrictedPod, ...proxyUser },
      containerSecurityContext: restrictedContainer,
      ...spread,
      ...priority,
    };
  }
  const labels = { 'kuma.io/mesh': name, 'k8s.kuma.io/zone-proxy-type': role };
  const securityContext = { ...injectedPod(mesh), ...proxyUser };
  return {
    deployment: { replicas: 2, podSpec: { securityContext, ...spreadValues(config, labels), ...priority } },
    pdb: disruptionBudget,
  };
}
