import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ours } from './candidates';
import { writeFleet } from './fleet';
import { newOutput, root, workFolder } from './folders';
import { goProgram } from './go-programs';
import { kubeconformCandidates } from './kubeconform';
import { type Candidate, costOf, inTurn, runsAsked } from './measure';
import { costTable, type Table } from './report';
import { notForTheCluster, objectsInFolder } from './same-objects';

/** What `npm run check` runs, with another program in its place. */
function asCheck(program: string): readonly string[] {
  const { scripts }: { readonly scripts: { readonly check: string } } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  return scripts.check.replace('commands/check.ts', program).split(' ');
}

/** Our rules beside kubeconform, on the YAML of so many clusters. */
export function judges(size: number): Table {
  const work = workFolder('judges');
  const out = newOutput();
  const clusters = join(work, 'clusters');
  const names = writeFleet(clusters, size);
  costOf(ours('the YAML that is judged', clusters), out);
  const objects = objectsInFolder(out, notForTheCluster).length;
  // What is for another control plane is no Kubernetes object.
  for (const name of names) rmSync(join(out, name, 'global'), { recursive: true, force: true });

  const candidates: Candidate[] = [
    {
      name: 'our schema rules alone (strict, CEL and names too)',
      command: () => [...asCheck('bench/support/schema-only.ts'), out],
    },
    {
      name: '`npm run check` without npm: all rules and references',
      command: () => [...asCheck('commands/check.ts'), out],
    },
  ];
  // Each once, so that compiled copies are there.
  for (const candidate of candidates) costOf(candidate);
  const notes: string[] = [];
  const kubeconform = goProgram('kubeconform');
  if ('missing' in kubeconform) notes.push(kubeconform.missing);
  else {
    const { candidates: theirs, said } = kubeconformCandidates(kubeconform, work, out, objects);
    candidates.push(...theirs);
    notes.push(
      `kubeconform reads the same schemas, and knows neither CEL rules nor references. It says: ${said}.`,
    );
  }
  const title = `Judging the YAML of ${size} clusters (${objects.toLocaleString('en')} objects), nothing to find`;
  return costTable(title, inTurn(candidates, runsAsked(7)), notes);
}
