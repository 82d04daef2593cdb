import { ByKind } from '../by-identity';
import type { GroupRules, KindRule, PodRule } from '../kind-rule';
import { appMesh, appMeshPods } from './appmesh';
import { apps, autoscaling, batch, policy } from './apps';
import { argoCd } from './argo-cd';
import { certManager } from './cert-manager';
import { apiExtensions, rbac } from './cluster';
import { core } from './core';
import { externalSecrets } from './external-secrets';
import { fluxHelm, fluxKustomize, fluxSource } from './flux';
import { fluxImage, fluxNotification } from './flux-automation';
import { gatewayApi } from './gateway-api';
import { eks, iam } from './iam';
import { kong, kongIncubator } from './kong';
import { gatewayOperator, konnect } from './kong-operator';
import { kuma } from './kuma';
import { kumaPods } from './kuma-pods';
import { monitoring } from './monitoring';
import { networking } from './networking';
import { operators } from './operators';
import { argoRollouts, flagger } from './progressive-delivery';
import { karpenter, karpenterAws, keda, loadBalancer } from './scaling';

const groups: readonly GroupRules[] = [
  apiExtensions,
  appMesh,
  apps,
  argoCd,
  argoRollouts,
  autoscaling,
  batch,
  certManager,
  core,
  eks,
  externalSecrets,
  flagger,
  fluxHelm,
  fluxImage,
  fluxKustomize,
  fluxNotification,
  fluxSource,
  gatewayApi,
  gatewayOperator,
  iam,
  karpenter,
  karpenterAws,
  keda,
  kong,
  kongIncubator,
  konnect,
  kuma,
  loadBalancer,
  monitoring,
  networking,
  ...operators,
  policy,
  rbac,
];

const rules = new ByKind<KindRule>();
for (const { group, kinds } of groups) {
  for (const [kind, rule] of Object.entries(kinds)) rules.getOrMake(group, kind, () => rule);
}

/** What is known of a kind; undefined for one that no rule is written for. */
export function ruleOf(group: string, kind: string): KindRule | undefined {
  return rules.get(group, kind);
}

/** What follows from pods, whoever brings them. */
export const podRules: readonly PodRule[] = [appMeshPods, kumaPods];
