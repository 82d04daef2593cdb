import type { Manifest } from '../references/manifest';
import { argoNamespace } from './delivery';
import { type HealthRule, healthRules } from './health';

/**
 * The health check of a kind as Argo CD takes it: Lua 5.1 that reads `obj` and returns a table with `status` and
 * `message`. A condition that speaks of an older generation says nothing about this one.
 */
export function healthScript(rule: HealthRule): string {
  const { condition, failed } = rule;
  const waiting = rule.idle === true ? 'Healthy' : 'Progressing';
  const message = rule.idle === true ? 'Not programmed, or not in use' : `Waiting for condition ${condition}`;
  return [
    `local hs = {status = "${waiting}", message = "${message}"}`,
    'if obj.status == nil or obj.status.conditions == nil then',
    '  return hs',
    'end',
    'local generation = obj.metadata.generation',
    'if generation ~= nil and obj.status.observedGeneration ~= nil and obj.status.observedGeneration ~= generation then',
    '  return hs',
    'end',
    'for _, condition in ipairs(obj.status.conditions) do',
    '  local current = generation == nil or condition.observedGeneration == nil or condition.observedGeneration == generation',
    ...(failed === undefined ? [] : branch(failed, 'Degraded')),
    ...branch({ condition, status: 'True' }, 'Healthy'),
    'end',
    'return hs',
    '',
  ].join('\n');
}

function branch(
  test: { readonly condition: string; readonly status: string; readonly reason?: string },
  status: 'Degraded' | 'Healthy',
): readonly string[] {
  const reason = test.reason === undefined ? '' : ` and condition.reason == "${test.reason}"`;
  const empty = status === 'Healthy' ? '' : test.condition;
  return [
    `  if current and condition.type == "${test.condition}" and condition.status == "${test.status}"${reason} then`,
    `    return {status = "${status}", message = condition.message or "${empty}"}`,
    '  end',
  ];
}

/**
 * An Application is as healthy as what it has synced, once it has synced: before its first sync there is nothing that could
 * be ill. Argo CD removed its own check in 1.8; without one, waves do not wait for Applications.
 */
export const applicationScript = `local hs = {status = "Progressing", message = "Waiting for the first sync"}
if obj.status == nil or obj.status.operationState == nil then
  return hs
end
local phase = obj.status.operationState.phase
if phase == "Failed" or phase == "Error" then
  return {status = "Degraded", message = obj.status.operationState.message or "The sync failed"}
end
if phase ~= "Succeeded" then
  hs.message = "Syncing"
  return hs
end
if obj.status.health ~= nil and obj.status.health.status ~= nil then
  hs.status = obj.status.health.status
  hs.message = obj.status.health.message or ""
end
return hs
`;

/** The scripts of all kinds by the key of Argo CD's configuration: the same for every cluster. */
function scripts(): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ['resource.customizations.health.argoproj.io_Application', applicationScript],
    ...healthRules
      .filter((rule) => rule.knownToArgoCd !== true)
      .map((rule) => [`resource.customizations.health.${rule.group}_${rule.kind}`, healthScript(rule)]),
  ]);
}

/**
 * The health checks that Argo CD lacks, as a part of its configuration. It is merged into what is there already:
 * `kubectl apply --server-side --field-manager=meshwright -f argo-cd-health.yaml`.
 */
export function healthConfiguration(namespace: string = argoNamespace): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'argocd-cm',
      namespace,
      // Without this label Argo CD does not read the ConfigMap at all.
      labels: { 'app.kubernetes.io/name': 'argocd-cm', 'app.kubernetes.io/part-of': 'argocd' },
    },
    data: scripts(),
  };
}
