import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';

/** A namespace with its labels; what the labels switch on has to be there before the first pod. */
export function addNamespace(scope: Construct, name: string, labels: Readonly<Record<string, string>> = {}) {
  return new k8s.KubeNamespace(scope, `namespace-${name}`, {
    metadata: { name, ...(Object.keys(labels).length === 0 ? {} : { labels: { ...labels } }) },
  });
}
