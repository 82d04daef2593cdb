import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ours, vanilla } from './candidates';
import { cueCandidate } from './cue';
import { writeFleet } from './fleet';
import { workFolder } from './folders';
import { type Found, goProgram } from './go-programs';
import { helmCandidate } from './helm';
import { kustomizeCandidate } from './kustomize';
import { type Candidate, costOf, inTurn, runsAsked } from './measure';
import { clustersIn, plannedOf } from './pipeline';
import { costTable, type Table } from './report';
import { expectSame, notForTheCluster, objectsInFolder } from './same-objects';
import { templatesOf } from './template';

/**
 * What makes the same objects for so many clusters: ours from the cluster files, the others from our finished YAML with the values
 * that differ between clusters.
 *
 * @throws Error when one of them makes other objects
 */
export function builders(size: number): Table {
  const work = workFolder(`builders-${size}`);
  const clusters = join(work, 'clusters');
  writeFleet(clusters, size);
  const templates = templatesOf(
    new Map(clustersIn(clusters).map((config) => [config.name, plannedOf(config)])),
  );
  const notes: string[] = [];
  const folder = (name: string) => {
    const made = join(work, name);
    mkdirSync(made);
    return made;
  };
  const ifFound = (found: Found, make: (path: string, version: string) => Candidate): Candidate[] => {
    if ('path' in found) return [make(found.path, found.version)];
    notes.push(found.missing);
    return [];
  };
  const first = ours('`npm run synth`: from the cluster files, all checks', clusters);
  const candidates: readonly Candidate[] = [
    first,
    vanilla('cdk8s, one chart per cluster', clusters, 'cluster', work),
    ...ifFound(goProgram('helm'), (path, version) =>
      helmCandidate(`\`helm template\` ${version}`, path, folder('helm'), templates),
    ),
    ...ifFound(goProgram('kustomize'), (path, version) =>
      kustomizeCandidate(`\`kustomize build\` ${version}`, [path, 'build'], folder('kustomize'), templates),
    ),
    ...ifFound(kubectl(), (path, version) =>
      kustomizeCandidate(
        `\`kubectl kustomize\` ${version}`,
        [path, 'kustomize'],
        folder('kubectl'),
        templates,
      ),
    ),
    ...ifFound(goProgram('cue'), (path, version) =>
      cueCandidate(`\`cue export\` ${version}`, path, folder('cue'), templates),
    ),
  ];
  const timoni = goProgram('timoni');
  notes.push(
    'missing' in timoni
      ? timoni.missing
      : 'timoni was built, and is not measured yet: it needs a module of its own.',
  );
  // Each once, so that compiled copies and the system's are there.
  for (const candidate of candidates) costOf(candidate);
  const measured = inTurn(candidates, runsAsked(7));
  const objects = objectsInFolder(measured.get(first.name)?.output ?? '', notForTheCluster);
  for (const [name, { output }] of measured)
    expectSame(name, objects, objectsInFolder(output, notForTheCluster));
  const number = objects.length.toLocaleString('en');
  notes.unshift(
    `All of them wrote the same ${number} objects: what the last runs wrote was read and compared. Only \`npm run synth\` makes them from the cluster files, checks them, orders them and keeps an index of what it wrote; the others are given its finished objects, with a parameter wherever clusters differ (Kustomize: one base, and JSON patches).`,
  );
  return costTable(`Making the YAML of ${size} clusters`, measured, notes);
}

function kubectl(): Found {
  const { status, stdout, error } = spawnSync('kubectl', ['version', '--client', '--output', 'json'], {
    encoding: 'utf8',
  });
  if (status !== 0) return { missing: `kubectl is not to be had: ${error?.message ?? `status ${status}`}` };
  const { clientVersion }: { readonly clientVersion: { readonly gitVersion: string } } = JSON.parse(stdout);
  return { path: 'kubectl', version: clientVersion.gitVersion.replace(/^v/, '') };
}
