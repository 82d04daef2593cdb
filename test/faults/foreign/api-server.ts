import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { groupOf, type Manifest } from '../../../references/manifest';
import { makeLane } from '../../cluster/lane';
import { moduleDefinitions } from '../../cluster/server/custom-resources';
import { setUp } from '../../cluster/tools';
import type { Judge } from './examples';

/** Kinds that the API server knows by itself. */
const ownGroups = /^(?:|apps|batch|autoscaling|policy|[a-z.]+\.k8s\.io)$/;

/** What the lane's API server is not started for: it lets no pod be privileged, which clusters do. */
const ofItsFlags: ReadonlySet<string> = new Set(['general/host-access']);

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
  // Of other custom kinds the lane has Meshwright's record of their fields, which proves nothing here.
  const shipped = new Set(moduleDefinitions().map(({ spec }) => spec.group));
  const isOwn = ({ apiVersion }: Manifest) => {
    const group = groupOf(apiVersion);
    return shipped.has(group) || (ownGroups.test(group) && group !== 'gateway.networking.k8s.io');
  };
  return {
    name: `kube-apiserver ${version}`,
    concerns: ({ id }) => /^(?:schema|general|kong|delivery)\//.test(id) && !ofItsFlags.has(id),
    refuses: async (objects) => {
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
