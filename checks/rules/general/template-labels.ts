import { dig, pointer, strings } from '../../../references/fields';
import type { ObjectRule } from '../../rule';

/** Only labels that are given one by one are compared: expressions are left to the API server. */
export const templateLabels: ObjectRule = {
  id: 'general/template-labels',
  severity: 'error',
  title: 'the pods of a workload lack the labels by which it selects them',
  why: 'The API server refuses the workload: it would never find its own pods.',
  source:
    'kubernetes v1.35 pkg/apis/apps/validation ValidatePodTemplateSpecForReplicaSet; confirmed on kube-apiserver',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet'],
  *checkObject(object) {
    const selected = strings(dig(object.spec, 'selector', 'matchLabels'));
    const labels = strings(dig(object.spec, 'template', 'metadata', 'labels'));
    for (const [key, value] of Object.entries(selected)) {
      if (labels[key] === value) continue;
      yield {
        object,
        path: pointer('spec', 'template', 'metadata', 'labels'),
        message: `the selector asks for ${key}: ${value}, and the template's pods do not have it`,
        found: labels[key] === undefined ? `no label ${key}` : `${key}: ${labels[key]}`,
        expected: `${key}: ${value}`,
        mend: `write the label ${key}: ${value} in the template, or select by the one that is there`,
      };
    }
  },
  example: {
    fails: `
apiVersion: v1
kind: Namespace
metadata: {name: prod}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  selector: {matchLabels: {app: jazz, version: v1}}
  template:
    metadata: {labels: {app: jazz, version: v2}}
    spec: {containers: [{name: jazz, image: 'jazz:1'}]}
`,
    passes: `
apiVersion: v1
kind: Namespace
metadata: {name: prod}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  selector: {matchLabels: {app: jazz, version: v1}}
  template:
    metadata: {labels: {app: jazz, version: v1}}
    spec: {containers: [{name: jazz, image: 'jazz:1'}]}
`,
  },
};
