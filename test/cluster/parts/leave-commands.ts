import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { objectsToYaml } from '../../../output/yaml';
import { dig, items } from '../../../references/fields';
import { describe, type Manifest } from '../../../references/manifest';
import { type LeavingSet, leavingSets } from '../../migrate/leaving-sets';
import type { Cluster, Lane } from '../lane';
import { apartOf, foreignFinalizer, installed } from '../leave-app-mesh/cluster';
import type { RunbookStep } from '../leave-app-mesh/commands';
import { convertAsThePageSays } from '../leave-app-mesh/convert-page';
import { claimFinished } from '../leave-app-mesh/finished';
import { forms, formsOf } from '../leave-app-mesh/forms';
import { makeRepository, syncOutput } from '../leave-app-mesh/repository';
import { makeShell, must } from '../leave-app-mesh/shell';
import { type Walk, walkRunbook } from '../leave-app-mesh/walk';
import { Findings, type PartResult } from '../report';
import { type ApiClient, message } from '../server/client';
import { waitUntil } from '../server/process';
import { startKubelet } from '../stand-ins/kubelet';
import { playWorkloads } from '../stand-ins/workloads';
import { goPins } from '../versions';

const node = 'lane';
const log = [
  'something of Envoy’s own',
  'leaving-app-mesh spiffe://shop.default.mesh.local/ns/shop/sa/front',
  'leaving-app-mesh spiffe://shop.default.mesh.local/ns/shop/sa/front',
  '',
].join('\n');

/** Every command of the page, the runbook and finish.sh, in their order, by a real kubectl against a real API server. */
export async function leaveCommandsPart(lane: Lane): Promise<PartResult> {
  const findings = new Findings();
  const ran = new Set<string>();
  for (const [index, set] of leavingSets.entries()) {
    const cluster = await lane.cluster(`leave-commands-${index}`);
    await leave(lane, cluster, set, index, findings, ran)
      .catch((error: unknown) => {
        findings.misses.push(
          `${set.name}: stopped: ${error instanceof Error ? error.message : String(error)}`,
        );
      })
      .finally(() => cluster.stop());
  }
  const idle = forms.filter(({ what, notRun }) => notRun === undefined && !ran.has(what));
  const run = forms.length - forms.filter(({ notRun }) => notRun !== undefined).length;
  findings.claim(
    `all ${run} forms of commands of docs/leave-app-mesh.md, runbook.md and finish.sh are run`,
    idle.map(({ what }) => `no command was run by which ${what}`),
  );
  for (const { what, notRun } of forms) if (notRun !== undefined) findings.gap(`Helm: ${what}`, notRun);
  return findings.result(
    'The commands by which a cluster leaves App Mesh, run by kubectl',
    goPins('kube-apiserver', 'kubectl'),
    {
      note: `The commands are read from the page and from the runbooks that it leads to, and run by \`sh\` as they stand there. Stand-ins play Helm, who
makes a namespace, the controllers of workloads with both meshes' injectors, the kubelet whom \`kubectl logs\` asks, and Flux. The webhooks of App Mesh are
there, fail closed, and nobody answers them.`,
    },
  );
}

async function leave(
  lane: Lane,
  cluster: Cluster,
  set: LeavingSet,
  index: number,
  findings: Findings,
  ran: Set<string>,
): Promise<void> {
  const { client } = cluster;
  const folder = join(lane.directory, `leave-commands-${index}`, 'work');
  const kubectl = lane.tools.path('kubectl');
  if (kubectl === undefined) throw new Error(lane.tools.reason('kubectl'));
  const shell = makeShell(kubectl, cluster.kubeconfig, join(lane.directory, `leave-commands-${index}`));
  mkdirSync(folder, { recursive: true });
  const kubelet = await startKubelet(client, node, log);
  const playing = playWorkloads(client, node);
  try {
    const { own, appMesh } = apartOf(set.text);
    writeFileSync(join(folder, 'own.yaml'), objectsToYaml(own));
    writeFileSync(join(folder, 'mesh.yaml'), objectsToYaml(appMesh));
    for (const file of ['own', 'mesh']) await must(shell, `kubectl apply -f ${file}.yaml`, folder);
    for (const object of installed) await apply(client, object);
    const out = await convertAsThePageSays(shell, set, folder, findings, ran);
    const repository = set.flags.includes('--application')
      ? await makeRepository(shell, out, folder)
      : undefined;
    const walk: Walk = {
      name: set.name,
      shell,
      out,
      ...(repository === undefined ? {} : { repository }),
      state: (step) => stateBefore(client, step),
      beforeBack: async ({ title }) => {
        if (repository !== undefined && title.startsWith('Install Kong Mesh'))
          await must(shell, 'git revert --no-edit HEAD && git push -q', repository);
      },
      after: async (command) => {
        await playHelm(client, command);
        if (repository !== undefined && command.startsWith('git ')) {
          const [sentence, misses] = await syncOutput(client, join(repository, 'dist/shop'));
          if (findings.shown.includes(sentence)) findings.misses.push(...misses);
          else findings.claim(sentence, misses);
        }
        if (command === 'sh finish.sh')
          findings.claim(
            `${set.name}: finish.sh leaves somebody else's finalizer, and the definition of its object`,
            await releaseRouter(client),
          );
      },
    };
    await walkRunbook(walk, findings, ran);
    for (const call of shell.calls()) for (const { what } of formsOf(call)) ran.add(what);
    await claimFinished(client, set, shell, folder, findings);
    findings.claim(`${set.name}: its workloads run all the way`, [...new Set(playing.errors)]);
  } finally {
    await playing.stop();
    await kubelet.stop();
  }
}

/** What a way back has to bring back: the Services' own fields, and the labels of the namespace. */
async function stateBefore(client: ApiClient, { title }: RunbookStep): Promise<unknown> {
  if (title.startsWith('Install Kong Mesh')) {
    const { body } = await client.request('GET', '/api/v1/namespaces/shop');
    return dig(body, 'metadata', 'labels');
  }
  if (!title.startsWith('Make everything work')) return undefined;
  const { body } = await client.request('GET', '/api/v1/namespaces/shop/services');
  return items(body.items).map((item) => [
    dig(item, 'metadata', 'name'),
    dig(item, 'metadata', 'labels'),
    dig(item, 'spec'),
  ]);
}

/** Helm's part: a namespace for what it installs. */
async function playHelm(client: ApiClient, command: string): Promise<void> {
  const [, name] = /^helm upgrade .*--namespace (\S+)/.exec(command) ?? [];
  if (name !== undefined) await apply(client, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
}

/** Who has the other finalizer is done at last: the object goes, and its definition, which was kept for it, by hand. */
async function releaseRouter(client: ApiClient): Promise<readonly string[]> {
  const path = '/apis/appmesh.k8s.aws/v1beta2/namespaces/shop/virtualrouters/price';
  const { body } = await client.request('GET', path);
  const left = JSON.stringify(dig(body, 'metadata', 'finalizers'));
  await client.request('PATCH', path, { metadata: { finalizers: null } }, 'application/merge-patch+json');
  const definition = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/virtualrouters.appmesh.k8s.aws';
  await client.request('DELETE', definition);
  await waitUntil('the last definition is gone', 30, async () => {
    const { status } = await client.request('GET', definition);
    return status === 404;
  });
  return left === JSON.stringify([foreignFinalizer])
    ? []
    : [`VirtualRouter price has the finalizers ${left}`];
}

async function apply(client: ApiClient, object: Manifest): Promise<void> {
  const answer = await client.apply(object);
  if (answer.status >= 300) throw new Error(`${describe(object)}: ${message(answer)}`);
}
