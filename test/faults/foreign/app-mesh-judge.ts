import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { groupOf, type Manifest } from '../../../references/manifest';
import { makeLane } from '../../cluster/lane';
import { startAppMeshController } from '../../cluster/server/app-mesh';
import type { ApiClient } from '../../cluster/server/client';
import { setUp } from '../../cluster/tools';
import type { Judge } from './examples';
import { startedPod } from './started-pod';

const group = 'appmesh.k8s.aws';

/** What the webhooks want there before. */
const order = [
  'Namespace',
  'Mesh',
  'VirtualGateway',
  'VirtualNode',
  'VirtualRouter',
  'VirtualService',
  'GatewayRoute',
];

/**
 * The App Mesh controller on the API server of `npm run test:cluster`, asked of whole examples: its webhooks look for the mesh, the
 * gateway and the virtual node of what they judge, and give pods their proxy.
 */
export async function appMeshJudge(command: string): Promise<Judge & { readonly stop: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'meshwright-examples-'));
  const cluster = await makeLane(setUp(), directory, false).cluster('examples');
  const controller = await startAppMeshController(command, cluster, join(directory, 'examples'));
  const { client } = cluster;
  return {
    name: `the App Mesh controller ${controller.version}`,
    concerns: ({ id }) => id.startsWith('app-mesh/'),
    refuses: async (objects, { example }) => {
      const judged = objects.map(startedPod).filter(isJudged);
      if (judged.length === 0) return undefined;
      const named = new Set(
        objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name),
      );
      const own = objects.flatMap(({ metadata }) => metadata.namespace ?? []);
      const given = (example.given ?? []).flatMap((one) => /^Namespace (.+)$/.exec(one)?.[1] ?? []);
      const missing = [...new Set([...own, ...given])].filter((name) => !named.has(name));
      // With a mesh of everybody's where the example has none: it speaks of something else then.
      const around = [
        ...missing.map((name): Manifest => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
        ...(objects.some(({ kind }) => kind === 'Mesh') ? [] : [everybodys]),
      ];
      const all = [...around, ...objects.map(startedPod)].toSorted((a, b) => rankOf(a) - rankOf(b));
      let refused = false;
      for (const object of all.filter((one) => isJudged(one) || one.kind === 'Namespace')) {
        let answer = await client.apply(object);
        if (answer.status >= 300) {
          // The controller reads Namespaces and Meshes from a copy of its own, which is a moment behind.
          await new Promise((resolve) => setTimeout(resolve, 500));
          answer = await client.apply(object);
        }
        refused ||= answer.status >= 300 && isJudged(object);
      }
      for (const object of all.toReversed()) await remove(client, object);
      return refused;
    },
    sureOf: () => true,
    stop: async () => {
      await controller.stop();
      await cluster.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const everybodys: Manifest = {
  apiVersion: `${group}/v1beta2`,
  kind: 'Mesh',
  metadata: { name: 'everybodys' },
  spec: { namespaceSelector: {} },
};

function isJudged({ apiVersion, kind }: Manifest): boolean {
  return groupOf(apiVersion) === group || kind === 'Pod';
}

function rankOf({ kind }: Manifest): number {
  return order.indexOf(kind) >>> 0;
}

/** Takes an object away without what the controller wants done before. A Namespace stays, without its labels. */
async function remove(client: ApiClient, object: Manifest): Promise<void> {
  if (object.kind === 'Namespace') {
    await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: object.metadata.name } });
    return;
  }
  const path = await client.pathOf(object);
  if (path === undefined) return;
  await client.request('DELETE', `${path}?gracePeriodSeconds=0`);
  await client.request('PATCH', path, { metadata: { finalizers: null } }, 'application/merge-patch+json');
}
