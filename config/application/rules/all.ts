import type { MeshBackend } from '../../graph/graph-error';
import type { Egress } from '../../mesh';
import type { Problem } from '../../problem';
import type { PublishingGateway } from '../publish/gateway';
import { type ApplicationFinding, type ApplicationRule, located, type Running } from '../running';
import { type Around, callers, calls } from './calls';
import { ownNamespace, ownPublication } from './collisions';
import { eventScaling } from './event-scaling';
import { carried, sharedAccounts } from './existing';
import { externalHosts } from './external';
import { graphFindings, inconsistency } from './graph';
import { secretNames } from './names';
import { pluginNulls } from './plugin-nulls';
import { hiddenCalls } from './publication/hidden-grpc';
import { publication } from './publish';

/** The rules that look at one application alone. */
const alone: readonly ApplicationRule[] = [
  noService,
  ofServices,
  pluginNulls,
  secretNames,
  sharedAccounts,
  carried,
];

/** All that is wrong with the applications of a cluster beyond what their schemas say. */
export function applicationProblems(
  around: Around,
  mesh: MeshBackend | undefined,
  egress: Egress,
  gateway: PublishingGateway | undefined,
): readonly Problem[] {
  const all = [...around.running.values()];
  const applications = Object.fromEntries(all.map(({ name, application }) => [name, application]));
  return all.flatMap((running, index) => {
    const before = all.slice(0, index);
    const { application } = running;
    const own = [
      ...alone.flatMap((rule) => rule(running)),
      ...publication(running, mesh, gateway),
      ...hiddenCalls(running, all, gateway),
      ...calls(running, around),
      ...callers(running, around),
      ...eventScaling(running, around),
      ...ownNamespace(running, before),
      ...ownPublication(running, before, gateway),
      ...externalHosts(running, mesh, egress, before),
    ];
    const graph =
      application === undefined
        ? []
        : graphFindings(application, { applications, absent: around.absent }, mesh, egress === 'mesh');
    // Of a field that a rule has told of in the file's own words the graph has nothing better to say.
    const told = new Set(own.map(({ path }) => JSON.stringify(path)));
    const more = graph.filter(
      ({ message, path }) => message !== inconsistency || !told.has(JSON.stringify(path)),
    );
    return [...own, ...more].map((finding) => located(running, finding));
  });
}

function ofServices({ services }: Running): readonly ApplicationFinding[] {
  return [...services.values()].flatMap(({ findings }) => findings);
}

function noService({ services, head }: Running): readonly ApplicationFinding[] {
  return head === undefined || services.size > 0
    ? []
    : [
        {
          path: ['services'],
          message: 'no service',
          expected: 'at least one service',
          mend: 'add one, such as services: {shop: {ports: {http: {port: 8080, protocol: http}}}}',
        },
      ];
}
