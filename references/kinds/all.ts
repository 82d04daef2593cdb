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
import { gatewayApi } from './gateway-api';
import { eks, iam } from './iam';
import { kong } from './kong';
import { kuma } from './kuma';
import { kumaPods } from './kuma-pods';
import { networking } from './networking';
import { operators } from './operators';

const groups: readonly GroupRules[] = [
  apiExtensions,
  appMesh,
  apps,
  argoCd,
  autoscaling,
  batch,
  certManager,
  core,
  eks,
  externalSecrets,
  fluxHelm,
  fluxKustomize,
  fluxSource,
  gatewayApi,
  iam,
  kong,
  kuma,
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
