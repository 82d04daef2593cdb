/**
 * A fleet of real applications: 1,000 clusters that share 50 application files of twelve services, three in each cluster, from cluster
 * files to files on disk, with all checks. `--runs N` and `--clusters N` make it shorter.
 */
import { join } from 'node:path';
import { ours } from './support/candidates';
import { workFolder } from './support/folders';
import { costOf, inTurn, numberAsked, runsAsked } from './support/measure';
import { ratioTable } from './support/ratios';
import { costTable, report } from './support/report';
import { notForTheCluster, objectsInFolder } from './support/same-objects';
import { writeTeamFleet } from './support/team-fleet';

const asked = numberAsked('--clusters', 1000);
const work = workFolder('teams');

/** What is measured at one size. */
function fleetOf(clusters: number) {
  const folders = writeTeamFleet(join(work, String(clusters)), {
    clusters,
    applications: 50,
    services: 12,
    each: 3,
  });
  const name = `${clusters.toLocaleString('en')} clusters`;
  return {
    clusters,
    candidate: ours(name, folders.clusters, ['--applications', folders.applications]),
  };
}

const small = fleetOf(Math.ceil(asked / 10));
const large = fleetOf(asked);
// Once, so that a compiled copy is there.
costOf(small.candidate);
const measured = inTurn([small.candidate, large.candidate], runsAsked(5));
const written = measured.get(large.candidate.name)?.output ?? '';
const objects = objectsInFolder(written, notForTheCluster).length;
report(
  'teams',
  costTable('A fleet of real applications', measured, [
    `Each cluster has about ${Math.round(objects / large.clusters)} objects of three applications, which are 50 files of twelve services.`,
  ]),
);
report(
  'teams-ratios',
  ratioTable(
    'A fleet of real applications: how many times as much',
    [{ one: large.candidate, other: small.candidate, per: large.clusters / small.clusters }],
    measured,
  ),
);
