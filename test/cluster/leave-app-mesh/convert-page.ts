import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LeavingSet } from '../../migrate/leaving-sets';
import type { Findings } from '../report';
import { commandsIn } from './commands';
import { formsOf } from './forms';
import { must, type Shell } from './shell';
import { runCommand, type Walk } from './walk';

/** The page's commands, from what kubectl prints of the cluster to the folder that the runbook is in. */
export async function convertAsThePageSays(
  shell: Shell,
  { name, flags }: LeavingSet,
  folder: string,
  findings: Findings,
  ran: Set<string>,
): Promise<string> {
  const page = readFileSync(resolve(__dirname, '../../../docs/leave-app-mesh.md'), 'utf8');
  const after = async () => undefined;
  const walk: Walk = { name, shell, out: folder, after, beforeBack: after, state: after };
  const misses: string[] = [];
  // The output of a generated cluster is somewhere else.
  const dist = join(folder, 'dist');
  await must(shell, `ln -s '${resolve(__dirname, '../../../dist')}' '${dist}'`, folder);
  for (const command of commandsIn(page)) {
    if (command.includes(' dist/')) {
      // Into a folder of its own: the runbook that is walked stays.
      await must(shell, command.replace('--out leave', '--out generated'), folder);
      for (const { what } of formsOf(command)) ran.add(what);
    } else if (command.includes('check-step')) {
      const { status, output } = await shell.run(command, folder);
      for (const { what } of formsOf(command)) ran.add(what);
      if (status !== 1 || !output.includes('is not done'))
        misses.push(`${command}: status ${status}: ${output}`);
    } else if (flags.includes('--application') || !/--(check|application)|explain/.test(command)) {
      misses.push(...(await runCommand(walk, command, ran)));
    }
  }
  if (flags.length > 0) {
    const again = await shell.run(
      `meshwright leave-app-mesh shop.yaml --out leave ${flags.join(' ')}`,
      folder,
    );
    if (again.status !== 0) misses.push(`${name}: ${again.output}`);
  } else
    findings.claim(
      `${name}: a root of kustomize with a patch, which kubectl builds, is converted alike by its name and through a pipe`,
      await builtByKubectl(shell, folder),
    );
  findings.claim(`${name}: the page's commands convert what kubectl prints of the cluster`, misses);
  return join(folder, 'leave');
}

/** A root of kustomize, by its name and through a pipe: what was not converted alike, and with its patch. */
async function builtByKubectl(shell: Shell, folder: string): Promise<readonly string[]> {
  const root = join(folder, 'patched');
  mkdirSync(root);
  writeFileSync(
    join(root, 'kustomization.yaml'),
    `resources: [own.yaml, mesh.yaml]
patches:
- target: { kind: VirtualRouter, name: price }
  patch: '[{"op":"replace","path":"/spec/routes/1/httpRoute/action/weightedTargets/0/weight","value":40}]'
`,
  );
  for (const file of ['own.yaml', 'mesh.yaml'])
    writeFileSync(join(root, file), readFileSync(join(folder, file)));
  const misses: string[] = [];
  for (const command of [
    'meshwright leave-app-mesh patched --gateway none --out from-root',
    'kubectl kustomize patched | meshwright leave-app-mesh - --gateway none --out from-pipe',
    'diff -r from-root/30-routes from-pipe/30-routes',
    "grep -rq 'weight: 40' from-root/30-routes",
  ]) {
    const { status, output } = await shell.run(command, folder);
    if (![0, 3].includes(status)) misses.push(`${command}: status ${status}: ${output.trim()}`);
  }
  return misses;
}
