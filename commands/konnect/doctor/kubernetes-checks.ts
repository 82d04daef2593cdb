import { z } from 'zod';
import { Failure } from '../../../konnect/failure';
import type { Session } from '../session';
import type { ClusterOutput } from './cluster-output';
import { type Finding, ok, wrong } from './finding';

const condition = z.object({ type: z.string(), status: z.string(), message: z.string().optional() });
const named = z.object({ name: z.string(), namespace: z.string() });
const externalSecrets = z.object({
  items: z.array(
    z.object({
      metadata: named,
      status: z.object({ conditions: z.array(condition).default([]) }).prefault({}),
    }),
  ),
});
const pods = z.object({
  items: z.array(
    z.object({
      metadata: named,
      status: z
        .object({ phase: z.string().default('Unknown'), conditions: z.array(condition).default([]) })
        .prefault({}),
    }),
  ),
});

/** How the cluster is reached: kubectl, so that every way to sign in works that works at the command line. */
export interface Kubeconfig {
  readonly kubeconfig: string;
  readonly context: string | undefined;
}

/** Whether the ExternalSecrets of the output are ready, and the pods of its namespaces run. */
export async function kubernetesChecks(
  session: Session,
  output: ClusterOutput,
  config: Kubeconfig,
): Promise<readonly Finding[]> {
  const found = await get(
    session,
    config,
    ['externalsecrets.external-secrets.io', '--all-namespaces'],
    externalSecrets,
  );
  const expected = new Map(output.readers.map((reader) => [reader.object, reader]));
  const findings = [...expected.values()].map(({ object, namespace, name }) => {
    const item = found.items.find(
      ({ metadata }) => metadata.namespace === namespace && metadata.name === name,
    );
    const ready = item?.status.conditions.find(({ type }) => type === 'Ready');
    if (item === undefined) return wrong(object, 'is not in the cluster: has it synced?');
    if (ready?.status === 'True') return ok(object, 'is ready');
    return wrong(
      object,
      `is not ready: ${session.surroundings.hide(ready?.message ?? 'External Secrets has not looked at it yet')}`,
    );
  });
  for (const namespace of output.namespaces) {
    const { items } = await get(session, config, ['pods', '--namespace', namespace], pods);
    const down = items.filter(({ status }) => !runs(status));
    if (down.length === 0)
      findings.push(
        ok(`pods of ${namespace}`, items.length === 0 ? 'there are none' : `${items.length} run`),
      );
    for (const pod of down)
      findings.push(wrong(`pod ${namespace}/${pod.metadata.name}`, `is ${pod.status.phase} and not ready`));
  }
  return findings;
}

function runs({ phase, conditions }: z.infer<typeof pods>['items'][number]['status']): boolean {
  const ready = conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
  return phase === 'Succeeded' || (phase === 'Running' && ready);
}

async function get<T>(
  { surroundings }: Session,
  { kubeconfig, context }: Kubeconfig,
  what: readonly string[],
  shape: z.ZodType<T>,
): Promise<T> {
  const where = ['--kubeconfig', kubeconfig, ...(context === undefined ? [] : ['--context', context])];
  const words = [...where, 'get', ...what, '--output', 'json', '--request-timeout', '20s'];
  surroundings.progress(`  kubectl ${words.join(' ')}`);
  const { status, stdout, stderr } = await surroundings.execute('kubectl', words);
  if (status !== 0) {
    throw new Failure(
      `kubectl get ${what.join(' ')} failed (${status}): ${surroundings.hide(stderr.trim().slice(0, 300))}`,
    );
  }
  const parsed = shape.safeParse(JSON.parse(stdout));
  if (!parsed.success) throw new Failure(`kubectl get ${what.join(' ')} gave something else than a list.`);
  return parsed.data;
}
