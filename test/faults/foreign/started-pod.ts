import { templatesOf, workloadKinds } from '../../../checks/production/workloads';
import { dig, fields } from '../../../references/fields';
import { groupOf, type Manifest } from '../../../references/manifest';

/** The pod that would be started for a workload: webhooks and admission judge pods, and nobody makes them here. */
export function startedPod(object: Manifest): Manifest {
  if (!isWorkload(object)) return object;
  const [at = []] = templatesOf(object);
  const template = fields(dig(object, ...at));
  const { name, namespace = 'default' } = object.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...fields(template.metadata), name, namespace },
    spec: { serviceAccountName: 'default', ...fields(template.spec) },
  };
}

/** Whether pods are started for an object that is none itself. */
export function isWorkload({ apiVersion, kind }: Manifest): boolean {
  return kind !== 'Pod' && workloadKinds.includes(`${groupOf(apiVersion)}/${kind}`);
}
