import type { Construct } from 'constructs';
import { KubeNamespace } from '../../imports/k8s';

/** A namespace with its labels; what the labels switch on has to be there before the first pod. */
export function addNamespace(scope: Construct, name: string, labels: Readonly<Record<string, string>> = {}) {
  return new KubeNamespace(scope, `namespace-${name}`, {
    metadata: { name, ...(Object.keys(labels).length === 0 ? {} : { labels: { ...labels } }) },
  });
}
