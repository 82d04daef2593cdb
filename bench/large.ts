/** One large cluster: 1,200 services in 60 applications, about 10,000 objects, beside one of 120 services. `--runs N` makes it shorter. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ours } from './support/candidates';
import { newOutput, workFolder } from './support/folders';
import { type Candidate, costOf, inTurn, runsAsked } from './support/measure';
import { ratioTable } from './support/ratios';
import { costTable, report } from './support/report';
import { notForTheCluster, objectsInFolder } from './support/same-objects';
import { writeTeamFleet } from './support/team-fleet';

const SERVICES_OF_EACH = 20;
const work = workFolder('large');

/** What is measured of one cluster; all but the first read what it wrote. */
function clusterOf(services: number) {
  const applications = services / SERVICES_OF_EACH;
  const folders = writeTeamFleet(join(work, String(services)), {
    clusters: 1,
    applications,
    services: SERVICES_OF_EACH,
    each: applications,
  });
  const name = (what: string) => `${services.toLocaleString('en')} services, ${what}`;
  const synth = ours(name('`synth`'), folders.clusters, ['--applications', folders.applications]);
  const output = newOutput();
  // So that a compiled copy is there too.
  costOf(synth, output);
  const changed = newOutput();
  cpSync(output, changed, { recursive: true });
  change(changed);
  const run = (what: string, ...command: readonly string[]): Candidate => ({
    name: name(what),
    command: () => ['npm', 'run', '--silent', ...command],
  });
  return {
    objects: objectsInFolder(output, notForTheCluster).length,
    candidates: [
      synth,
      run('`check`', 'check', '--', output),
      { ...run('`diff` with each Deployment changed', 'diff', '--', output, changed), statuses: [0, 1] },
      run('`topology`', 'topology', '--', '--out', output, '--html', join(work, `${services}.html`)),
    ],
  };
}

/** Another number of replicas in each Deployment of an output. */
function change(output: string): void {
  for (const file of filesBelow(output).filter((path) => path.endsWith('.yaml'))) {
    const text = readFileSync(file, 'utf8');
    const other = text.replace(/^(?<field> {2}replicas: )\d+$/gm, '$<field>7');
    if (other !== text) writeFileSync(file, other);
  }
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const small = clusterOf(120);
const large = clusterOf(1200);
for (const candidate of small.candidates) costOf(candidate);
const measured = inTurn([...small.candidates, ...large.candidates], runsAsked(5));
const objects = [small, large].map((each) => each.objects.toLocaleString('en')).join(' and ');
report('large', costTable('One large cluster', measured, [`The clusters have ${objects} objects.`]));
report(
  'large-ratios',
  ratioTable(
    'One large cluster: how many times as much',
    large.candidates.flatMap((one, index) => {
      const other = small.candidates[index];
      return other === undefined ? [] : [{ one, other, per: large.objects / small.objects, unit: 'object' }];
    }),
    measured,
  ),
);
