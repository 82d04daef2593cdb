import type { GraphProblem, MeshBackend, UnsupportedFeature } from '../../graph/graph-error';
import { unsupportedFeatures } from '../../graph/unsupported';
import { graphProblems } from '../../graph/validate-graph';
import { writtenDuration } from '../duration';
import { type Neighbours, portsOf, routesOf, serviceGraph } from '../graph';
import type { ApplicationFinding } from '../running';
import type { Application } from '../schema';

const meshes: Readonly<Record<MeshBackend, string>> = { 'app-mesh': 'App Mesh', 'kong-mesh': 'Kong Mesh' };

/** What the service graph of an application contradicts itself in, and what its mesh cannot do, at its place in the file. */
export function graphFindings(
  application: Application,
  neighbours: Neighbours,
  mesh: MeshBackend | undefined,
  hasEgress: boolean,
): readonly ApplicationFinding[] {
  const graph = serviceGraph(application, neighbours);
  const problems = graphProblems(graph).filter(({ field }) => !saidElsewhere.test(field));
  if (problems.length > 0) return problems.map((problem) => inconsistent(application, problem));
  if (mesh === undefined) return [];
  const features = unsupportedFeatures(graph, mesh, hasEgress).filter(({ hasRule }) => hasRule !== true);
  return [
    ...features.map((feature) => unsupported(application, feature)),
    ...(mesh === 'app-mesh' ? [...podIdentities(application), ...sleepingHooks(application)] : []),
  ];
}

/** On App Mesh the ServiceAccount of each pod has a role by IRSA already: Envoy's. */
function podIdentities({ services }: Application): readonly ApplicationFinding[] {
  return Object.entries(services).flatMap(([service, { versions }]) =>
    Object.entries(versions).flatMap(([version, { awsRole }]): ApplicationFinding[] =>
      awsRole?.identity !== 'pod-identity'
        ? []
        : [
            {
              path: ['services', service, 'versions', version, 'awsRole', 'identity'],
              message: 'App Mesh cannot do this',
              found: "EKS Pod Identity beside Envoy's role",
              expected: 'irsa: the role that Envoy takes on is one by web identity',
              mend: 'remove identity, or write irsa',
            },
          ],
    ),
  );
}

/** App Mesh's injector takes `sleep` away, and the API server refuses the pod, whose hook is then empty (seen with v1.13.3). */
function sleepingHooks({ services }: Application): readonly ApplicationFinding[] {
  return Object.entries(services).flatMap(([service, { versions }]) =>
    Object.entries(versions).flatMap(([version, { lifecycle = {} }]) =>
      Object.entries(lifecycle)
        .filter(([, hook]) => typeof hook === 'object' && hook !== null && 'sleep' in hook)
        .map(
          ([hook]): ApplicationFinding => ({
            path: ['services', service, 'versions', version, 'lifecycle', hook, 'sleep'],
            message: 'App Mesh cannot do this',
            found: 'sleep, which the injector takes away, so that no pod starts',
            expected: 'exec or httpGet (aws-app-mesh-controller-for-k8s v1.13.3 pkg/inject)',
            mend: 'write exec: {command: [sleep, "10"]}, where the image has it',
          }),
        ),
    ),
  );
}

/** What is said of a field by which the graph contradicts itself. */
export const inconsistency = 'inconsistent';

/** What the rules of the file tell in its own words. */
const saidElsewhere = /^(entry|calls\[|versions(\.|$))/;

function inconsistent(
  application: Application,
  { service, field, found, expected }: GraphProblem,
): ApplicationFinding {
  const isTime = field.endsWith('Milliseconds');
  return {
    path: fileField(application, service, field),
    message: inconsistency,
    // A length of time is shown as the file has it.
    ...(isTime ? {} : { found }),
    expected: isTime ? expected.replace(/^a whole number, (\d+) to (\d+)$/, times) : expected,
    mend: 'correct it',
  };
}

function times(_whole: string, from: string, to: string): string {
  return `a time, ${writtenDuration(Number(from))} to ${writtenDuration(Number(to))}`;
}

function unsupported(
  application: Application,
  { mesh, service, field, why, source }: UnsupportedFeature,
): ApplicationFinding {
  return {
    path: fileField(application, service, field),
    message: `${meshes[mesh]} cannot do this`,
    found: why,
    expected: `what ${meshes[mesh]} can do (${source})`,
    mend: 'remove it, or run the application on a mesh that can',
  };
}

/** The path in the file of a field of the graph, such as `routes[0].match.path` or `timeouts.requestMilliseconds`. */
function fileField(application: Application, name: string, field: string): readonly PropertyKey[] {
  const service = application.services[name];
  if (service === undefined) return ['external', name, ...(field === 'name' ? [] : [field])];
  const own = ['services', name];
  const parts = [...field.matchAll(/[^.[\]]+/g)].map(([part]) => part);
  const [first = '', second = '', ...rest] = parts;
  switch (first) {
    case 'name':
      return own;
    case 'port':
    case 'protocol':
    case 'targetPort':
      return [...own, 'ports', portsOf(service)[0]?.name ?? '', first];
    case 'routes': {
      const route = routesOf(service)[Number(second)];
      if (route === undefined) return [...own, 'routes'];
      const inRoute = [...own, 'routes', route.name];
      const [part, ...inside] = rest;
      if (part === 'weights') return [...inRoute, 'weights', ...inside];
      if (part === 'filters') {
        const [filter = '', ...deeper] = inside;
        const word = { path: 'urlRewrite', redirect: 'requestRedirect' }[filter];
        return [...inRoute, 'filters', ...(word === undefined ? [] : [word, ...deeper])];
      }
      if (part === 'timeouts') return [...inRoute, 'timeouts', ...inside.map(shortened)];
      if (part !== 'match') return inRoute;
      const headers = route.route.match.headers ?? [];
      const [condition, index = '', ...deeper] = inside;
      const match = [...inRoute, 'matches', route.match];
      if (condition === 'headers') {
        const header = headers[Number(index)]?.name;
        return [
          ...match,
          'headers',
          ...(header === undefined ? [] : [header, ...deeper.filter((key) => key !== 'name')]),
        ];
      }
      if (condition === 'grpc') return [...match, 'method', ...(index === '' ? [] : [index])];
      return condition === undefined ? match : [...match, condition];
    }
    case 'calls':
      return [...own, 'calls'];
    default:
      return [...own, ...parts.map((part) => (/^\d+$/.test(part) ? Number(part) : shortened(part)))];
  }
}

/** `requestMilliseconds` is `request` in the file, for a duration says its unit. */
function shortened(part: string): string {
  return part.replace(/Milliseconds$/, '');
}
