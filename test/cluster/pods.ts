import { dig, fields } from '../../references/fields';
import { describe, type Manifest } from '../../references/manifest';
import { type ApiClient, message } from './server/client';

const templates: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** One pod of each workload, as its controller would make it. */
export function podsOf(objects: readonly Manifest[], namespace = 'default'): readonly Manifest[] {
  return objects.flatMap((object) => {
    const template = dig(object, ...(templates[object.kind] ?? ['none']));
    if (template === undefined) return [];
    return [
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          ...fields(dig(template, 'metadata')),
          name: `${object.metadata.name}-pod`,
          namespace: object.metadata.namespace ?? namespace,
        },
        spec: fields(dig(template, 'spec')),
      },
    ];
  });
}

/** Why the API server does not let pods in, each by itself; nothing is stored. */
export async function refusedPods(client: ApiClient, pods: readonly Manifest[]): Promise<string[]> {
  const misses: string[] = [];
  for (const pod of pods) {
    const answer = await client.apply(pod, { dryRun: true });
    if (answer.status >= 300) misses.push(`${describe(pod)}: ${message(answer)}`);
  }
  return misses;
}

/** The containers of a pod as the API server would store it, after every webhook; none where it refuses the pod. */
export async function containersOf(client: ApiClient, pod: Manifest): Promise<readonly string[]> {
  const { body } = await client.apply(pod, { dryRun: true });
  return ['initContainers', 'containers'].flatMap((list) => {
    const all = dig(body, 'spec', list);
    return Array.isArray(all) ? all.map((each) => String(dig(each, 'name'))) : [];
  });
}
