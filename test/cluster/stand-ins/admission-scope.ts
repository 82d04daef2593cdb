import type { ClusterOutput } from '../dist';

/** A zone of a global control plane keeps its Mesh there, in `global/`, and not among its own objects. */
export function isFederated(output: ClusterOutput): boolean {
  const kinds = output.stages.flatMap(({ objects }) =>
    objects.filter(({ apiVersion }) => apiVersion.startsWith('kuma.io/')),
  );
  return kinds.length > 0 && !kinds.some(({ kind }) => kind === 'Mesh');
}

/** True where a controller's webhook has something to say of an object. */
export function hasWebhookKinds(output: ClusterOutput): boolean {
  const groups = /^(appmesh\.k8s\.aws|configuration\.konghq\.com|kuma\.io)\//;
  return output.stages.some(({ objects }) => objects.some(({ apiVersion }) => groups.test(apiVersion)));
}
