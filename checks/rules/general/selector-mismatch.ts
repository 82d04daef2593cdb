import { dig, fields, pointer, strings } from '../../../references/fields';
import { byLabels, describeSelector, matches, readSelector } from '../../../references/labels';
import type { ObjectRule } from '../../rule';

export const selectorMismatch: ObjectRule = {
  id: 'general/selector-mismatch',
  severity: 'error',
  title: "a workload's selector does not select the pods of its own template",
  why: 'The API server refuses the workload: "`selector` does not match template `labels`".',
  source: 'Kubernetes v1.35 pkg/apis/apps/validation, ValidatePodTemplateSpecForReplicaSet',
  kinds: ['apps/Deployment', 'apps/ReplicaSet', 'apps/StatefulSet', 'apps/DaemonSet'],
  *checkObject(object) {
    const selector = readSelector(dig(object, 'spec', 'selector'));
    const labels = strings(fields(dig(object, 'spec', 'template', 'metadata', 'labels')));
    if (selector === undefined || matches(selector, labels)) return;
    yield {
      object,
      path: pointer('spec', 'selector'),
      message: `the selector of ${object.metadata.name} does not select its own pods`,
      found: `selector ${describeSelector(selector)}, pods with ${describeSelector(byLabels(labels))}`,
      expected: 'labels of the template that the selector selects',
      mend: 'give spec.template.metadata.labels what spec.selector asks for',
    };
  },
  example: { given: ['Namespace prod'], fails: deployment('jaz'), passes: deployment('jazz') },
};

function deployment(label: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  selector: {matchLabels: {app: jazz}}
  template:
    metadata: {labels: {app: ${label}}}
    spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0"}]}
`;
}
