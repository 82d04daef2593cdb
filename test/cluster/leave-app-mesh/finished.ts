import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dig, items } from '../../../references/fields';
import { describe } from '../../../references/manifest';
import type { LeavingSet } from '../../migrate/leaving-sets';
import type { Findings } from '../report';
import type { ApiClient } from '../server/client';
import { installed } from './cluster';
import type { Shell } from './shell';

/** Nothing of App Mesh is left, and the component in patches/ gives what the runbook's commands gave. */
export async function claimFinished(
  client: ApiClient,
  { name }: LeavingSet,
  shell: Shell,
  folder: string,
  findings: Findings,
): Promise<void> {
  const left: string[] = [];
  for (const object of installed.slice(1))
    if ((await client.get(object)).status !== 404) left.push(`${name}: ${describe(object)} is left`);
  findings.claim(`${name}: nothing of App Mesh is left`, left);
  const root = join(folder, 'root');
  mkdirSync(root);
  writeFileSync(join(root, 'own.yaml'), readFileSync(join(folder, 'own.yaml')));
  writeFileSync(join(root, 'kustomization.yaml'), 'resources: [own.yaml]\ncomponents: [../leave/patches]\n');
  const before = await specs(client);
  const { status, output } = await shell.run('kubectl apply -k root', folder);
  const after = await specs(client);
  findings.claim(
    `${name}: \`kubectl apply -k\` with the component in patches/ changes nothing of what the runbook's commands made`,
    [
      ...(status === 0 ? [] : [output]),
      ...[...before].flatMap(([key, spec]) =>
        after.get(key) === spec ? [] : [`${key}: ${after.get(key)}, and not ${spec}`],
      ),
    ],
  );
}

async function specs(client: ApiClient): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const path of ['api/v1/namespaces/shop/services', ...workloads]) {
    const { body } = await client.request('GET', `/${path}`);
    for (const item of items(body.items)) {
      const labels = dig(item, 'metadata', 'labels', 'kuma.io/mesh');
      found.set(
        `${path}/${String(dig(item, 'metadata', 'name'))}`,
        JSON.stringify([labels, dig(item, 'spec')]),
      );
    }
  }
  return found;
}

const workloads = ['deployments', 'statefulsets'].map((kind) => `apis/apps/v1/namespaces/shop/${kind}`);
