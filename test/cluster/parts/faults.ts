import { type Family, families } from '../../../checks/rule';
import { describe, type Manifest } from '../../../references/manifest';
import { corpus } from '../../faults/corpus';
import type { Fault } from '../../faults/fault';
import { judge } from '../../faults/judge';
import { mutators } from '../../faults/mutators/all';
import { objectsOf } from '../../faults/object-set';
import { referenceSets } from '../../faults/reference-sets';
import type { Cluster, Lane } from '../lane';
import { markdownTable } from '../markdown-table';
import { Findings, type PartResult } from '../report';
import { message } from '../server/client';
import { goPins } from '../versions';

interface Judged {
  readonly fault: Fault;
  readonly family: Family;
  /** What the API server says against it; undefined where it takes everything. */
  readonly refusal: string | undefined;
  readonly reported: boolean;
}

/**
 * Puts every fault of the corpus to the API server as well as to the rules: what was changed is applied, in namespaces
 * that are there as the faulty objects make them.
 */
export async function faultsPart(lane: Lane): Promise<PartResult> {
  const findings = new Findings();
  const sets = referenceSets();
  const cluster = await lane.cluster('faults');
  const bare = await lane.cluster('faults-without-namespaces');
  const judged: Judged[] = [];
  try {
    for (const namespace of sets.flatMap(objectsOf).filter(({ kind }) => kind === 'Namespace')) {
      await cluster.client.apply(namespace);
    }
    for (const fault of corpus(sets)) {
      const family = mutators.find(({ kind }) => kind === fault.kind)?.family ?? 'general';
      const refusal = await refusalOf(cluster, bare, fault);
      judged.push({ fault, family, refusal, reported: judge(fault).caught.length > 0 });
    }
  } finally {
    await cluster.stop();
    await bare.stop();
  }
  const refused = judged.filter(({ refusal }) => refusal !== undefined);
  findings.claim(
    `Of ${judged.length.toLocaleString('en')} faults of ${new Set(judged.map(({ fault }) => fault.kind)).size} kinds the API server refuses ${refused.length}, and \`check\` reports ${judged.filter(({ reported }) => reported).length}; it reports every one that the API server refuses`,
    refused
      .filter(({ reported }) => !reported)
      .map(
        ({ fault, refusal }) =>
          `${fault.kind}: ${fault.description} of ${describe(fault.object)} in ${fault.set.name} is not reported; the API server says: ${refusal}`,
      ),
  );
  return findings.result(
    'Faults: what the API server refuses, and what `check` reports',
    goPins('kube-apiserver'),
    {
      note: `Each fault is one thing that is wrong with a cluster's objects (\`test/faults/\`). The API server judges it by itself,
without the webhooks of any controller: that is what a cluster says while the controllers are not there to object.`,
      details: table(judged),
    },
  );
}

async function refusalOf(cluster: Cluster, bare: Cluster, fault: Fault): Promise<string | undefined> {
  const before = new Set(objectsOf(fault.set));
  const after = objectsOf(fault.apply());
  for (const object of after.filter((each) => !before.has(each))) {
    const answer = await cluster.client.apply(object, { dryRun: true });
    if (answer.status >= 300) return message(answer);
  }
  const names = (objects: Iterable<Manifest>) =>
    new Set([...objects].filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
  const left = names(after);
  const missing = [...names(before)].filter((name) => !left.has(name));
  const homeless = after.find(
    ({ metadata }) => metadata.namespace !== undefined && missing.includes(metadata.namespace),
  );
  if (homeless === undefined) return undefined;
  const answer = await bare.client.apply(homeless, { dryRun: true });
  return answer.status >= 300 ? message(answer) : undefined;
}

function table(judged: readonly Judged[]): string {
  const rows = families.flatMap((family) => {
    const own = judged.filter((each) => each.family === family);
    return own.length === 0 ? [] : [row(family, own)];
  });
  const titles = ['family', 'kinds of fault', 'faults', 'the API server refuses', '`check` reports'];
  return markdownTable([titles, ...rows, row('all', judged)]);
}

function row(name: string, judged: readonly Judged[]): string[] {
  const kinds = new Set(judged.map(({ fault }) => fault.kind)).size;
  const refused = judged.filter(({ refusal }) => refusal !== undefined).length;
  const reported = judged.filter((each) => each.reported).length;
  return [name, ...[kinds, judged.length, refused, reported].map((count) => count.toLocaleString('en'))];
}
