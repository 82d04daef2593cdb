import { parseClusters } from '../../config/parse';
import type { Context } from '../context';
import type { InputDocument } from '../document';
import type { Backends } from '../permissions';
import { inTheWay } from './in-the-way';
import type { Part } from './parts';
import type { Applications } from './shapes';

/** What of the mesh itself a cluster file has no place for. */
export function judgeMesh(context: Context): void {
  const { world, closed, settings } = context;
  const [mesh] = world.all('appmesh/Mesh');
  if (mesh !== undefined && !closed)
    inTheWay(context, mesh, '/spec/egressFilter/type', {
      why: 'nobody leaves the mesh but to a host that it calls, and nobody calls what he does not name',
      found: 'ALLOW_ALL',
      expected: 'DROP_ALL',
    });
  if (mesh !== undefined && !/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(context.mesh))
    inTheWay(context, mesh, '/metadata/name', {
      why: 'the name of a mesh starts with a letter',
      found: context.mesh,
      expected: 'small letters, digits and -, at most 63',
      mend: 'give another name: --mesh',
    });
  if (settings.gateway === 'none') return;
  for (const kind of ['GatewayRoute', 'VirtualGateway'])
    for (const document of world.all(`appmesh/${kind}`))
      inTheWay(context, document, kind === 'GatewayRoute' ? '/spec' : '/spec/listeners', {
        why: 'how the gateway publishes a service is written by hand, under publish',
        found: kind,
        expected: 'no virtual gateway',
        mend: 'leave the gateway out: --gateway none, and write publish: yourself',
      });
}

/** Whom nobody may call is said too, and such a denial is stronger than every permission of the same pods. */
export function judgeDenials(context: Context, parts: readonly Part[], backends: Backends): void {
  const isCalled = ({ virtual }: Part) =>
    virtual !== undefined && [...backends.values()].some((called) => called.has(virtual.service.key));
  for (const part of parts) {
    if (isCalled(part)) continue;
    const other = parts.find(
      (each) => each !== part && isCalled(each) && each.nodes.some((node) => part.nodes.includes(node)),
    );
    if (other !== undefined)
      inTheWay(context, part.document, '/spec/provider', {
        why: 'nobody calls this service, so its pods are denied to everybody',
        found: `the pods of ${other.name}, which has callers`,
        expected: 'a caller, or pods of its own',
        mend: 'remove the virtual service',
      });
  }
}

/** Where a part of an application file comes from. */
export interface Source {
  readonly document: InputDocument;
  /** JSON pointer. */
  readonly field: string;
}

/** The files as synth judges them: what it would refuse is a field of the input that they cannot say. */
export function judgeFiles(
  context: Context,
  { applications, cluster }: Applications,
  sources: ReadonlyMap<string, Source>,
): void {
  const parsed = parseClusters(
    [{ name: `clusters/${cluster.name}.yaml`, text: JSON.stringify(cluster.file) }],
    Object.entries(applications).map(([name, file]) => ({
      name: `applications/${name}.yaml`,
      text: JSON.stringify(file),
    })),
  );
  for (const problem of 'problems' in parsed ? parsed.problems : []) {
    if (problem.severity !== 'error') continue;
    const [, application = ''] = /^applications\/(.+)\.yaml$/.exec(problem.file) ?? [];
    const place = `${application} ${problem.path}`;
    const [source] = [...sources]
      .filter(([at]) => place === at || place.startsWith(`${at}.`))
      .toSorted(([a], [b]) => b.length - a.length)
      .map(([, each]) => each);
    const [first] = [...context.nodes.values()].map(({ document }) => document);
    const document = source?.document ?? first;
    if (document === undefined) continue;
    inTheWay(context, document, source?.field ?? '/metadata/name', {
      why: `${problem.path}: ${problem.message}`,
      found: problem.found,
      expected: problem.expected,
    });
  }
}
