import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { groupOf, type Manifest } from '../../../references/manifest';
import { makeLane } from '../../cluster/lane';
import { moduleDefinitions } from '../../cluster/server/custom-resources';
import { setUp } from '../../cluster/tools';
import type { Judge } from './examples';
import { startedPod } from './started-pod';

/** Kinds that the API server knows by itself. */
const ownGroups = /^(?:|apps|batch|autoscaling|policy|[a-z.]+\.k8s\.io)$/;

/** What the lane's API server is not started for: it lets no pod be privileged, which clusters do. */
const ofItsFlags: ReadonlySet<string> = new Set(['general/host-access']);

/** Rules about namespaces: those of others are there already, and everybody may start pods in them. */
const ofNamespaces: ReadonlySet<string> = new Set(['general/missing-namespace', 'general/pod-security']);

/** The API server of `npm run test:cluster`, by itself: no controller of anybody is there. */
export async function apiServerJudge(
  version: string,
): Promise<Judge & { readonly stop: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'meshwright-examples-'));
  const { client, stop } = await makeLane(setUp(), directory, false).cluster('examples');
  const there = new Set<string>();
  const provide = async (name: string) => {
    if (there.has(name)) return;
    there.add(name);
    await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, { manager: 'lane' });
  };
  let examples = 0;
  // In a namespace that no other example has, which is there where the example has it.
  const refusesInNamespace = async (objects: readonly Manifest[]) => {
    const name = `example-${++examples}`;
    const own = objects.map((object): Manifest => {
      const { metadata } = object;
      if (object.kind === 'Namespace') return { ...object, metadata: { ...metadata, name } };
      return startedPod({ ...object, metadata: { ...metadata, namespace: name } });
    });
    let refused = false;
    for (const object of own.toSorted((a, b) => rankOf(a) - rankOf(b))) {
      refused ||= (await client.apply(object)).status >= 300;
    }
    return refused;
  };
  // Of other custom kinds the lane has Meshwright's record of their fields, which proves nothing here.
  const shipped = new Set(moduleDefinitions().map(({ spec }) => spec.group));
  const isOwn = ({ apiVersion }: Manifest) => {
    const group = groupOf(apiVersion);
    return shipped.has(group) || (ownGroups.test(group) && group !== 'gateway.networking.k8s.io');
  };
  return {
    name: `kube-apiserver ${version}`,
    concerns: ({ id }) => /^(?:schema|general|kong|delivery)\//.test(id) && !ofItsFlags.has(id),
    refuses: async (objects, { id }) => {
      if (ofNamespaces.has(id)) return refusesInNamespace(objects);
      const own = objects.filter(isOwn);
      if (own.length === 0) return undefined;
      let refused = false;
      for (const object of own) {
        if (object.metadata.namespace !== undefined) await provide(object.metadata.namespace);
        const answer = await client.apply(object, { dryRun: true });
        refused ||= answer.status >= 300;
      }
      return refused;
    },
    sureOf: () => false,
    stop: async () => {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function rankOf({ kind }: Manifest): number {
  return kind === 'Namespace' ? 0 : 1;
}
