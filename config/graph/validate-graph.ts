import { GraphError, type GraphProblem, type MeshBackend } from './graph-error';
import {
  type ExternalService,
  externalProtocols,
  protocols,
  type Service,
  type ServiceGraph,
  servicePorts,
} from './service-graph';
import { unsupportedFeatures } from './unsupported';
import { routeProblems, weightProblems } from './validate-routes';
import { trafficProblems } from './validate-traffic';

const dnsLabel = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
const hostName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

/**
 * Checks that a graph is consistent, and that one mesh can do what it asks for.
 *
 * @param hasEgress whether the zone of a Kong Mesh has an egress that knows its callers
 * @throws GraphError with everything that is wrong, by service and field
 */
export function assertGraph(graph: ServiceGraph, mesh: MeshBackend, hasEgress = false): void {
  const problems = graphProblems(graph);
  const unsupported = problems.length > 0 ? [] : unsupportedFeatures(graph, mesh, hasEgress);
  if (problems.length > 0 || unsupported.length > 0) {
    throw new GraphError(graph.namespace, problems, unsupported);
  }
}

/** Everything that is inconsistent in a graph, whatever the mesh. */
export function graphProblems(graph: ServiceGraph): readonly GraphProblem[] {
  return [
    ...nameProblems(graph),
    ...entryProblems(graph),
    ...graph.services.flatMap((service) => [
      ...serviceProblems(graph, service),
      ...routeProblems(service),
      ...trafficProblems(service),
    ]),
    ...(graph.external ?? []).flatMap(externalProblems),
  ];
}

/** Deployments and ServiceAccounts are named after service and version, so those names must not meet either. */
function nameProblems(graph: ServiceGraph): readonly GraphProblem[] {
  const names = [
    ...graph.services.flatMap((service) => [
      { service: service.name, field: 'name', name: service.name },
      ...service.versions.map((version) => ({
        service: service.name,
        field: 'versions',
        name: `${service.name}-${version.name}`,
      })),
    ]),
    ...(graph.external ?? []).map(({ name }) => ({ service: name, field: 'name', name })),
  ];
  return [
    ...names.flatMap(({ service, field, name }, index) => {
      const first = names.findIndex((other) => other.name === name);
      return first === index
        ? []
        : [
            {
              service,
              field,
              found: `a second ${name}`,
              expected: `a name of its own: service ${names[first]?.service} has it already`,
            },
          ];
    }),
    ...names.flatMap(({ service, field, name }) =>
      dnsLabel.test(name)
        ? []
        : [
            {
              service,
              field,
              found: quote(name),
              expected: 'a DNS label of at most 63 characters, from a letter on',
            },
          ],
    ),
  ];
}

function entryProblems(graph: ServiceGraph): readonly GraphProblem[] {
  return graph.entry.flatMap((name) => {
    const service = graph.services.find((candidate) => candidate.name === name);
    if (service === undefined) {
      return [
        { service: name, field: 'entry', found: quote(name), expected: oneOf(graph.services.map(nameOf)) },
      ];
    }
    return servicePorts(service).some(({ protocol }) => protocol === 'http' || protocol === 'grpc')
      ? []
      : [
          {
            service: name,
            field: 'entry',
            found: `protocol ${service.protocol}`,
            expected: 'http or grpc, which the gateway speaks',
          },
        ];
  });
}

function serviceProblems(graph: ServiceGraph, service: Service): readonly GraphProblem[] {
  const problems: GraphProblem[] = [];
  const report = (field: string, found: string, expected: string) =>
    problems.push({ service: service.name, field, found, expected });
  if (!isPort(service.port)) {
    report('port', String(service.port), 'a whole number, 1 to 65535');
  }
  if (!protocols.includes(service.protocol)) {
    report('protocol', quote(service.protocol), oneOf(protocols));
  }
  if (service.versions.length === 0) {
    report('versions', 'none', 'at least one version');
  } else {
    problems.push(
      ...weightProblems(
        service.name,
        'versions',
        service.versions.map(({ name, weight }) => [name, weight]),
      ),
    );
  }
  const callable = [...graph.services, ...(graph.external ?? [])]
    .map(nameOf)
    .filter((name) => name !== service.name);
  const calls = service.calls ?? [];
  for (const [index, name] of calls.entries()) {
    if (!callable.includes(name)) {
      report(`calls[${index}]`, quote(name), oneOf(callable));
    } else if (calls.indexOf(name) !== index) {
      report(`calls[${index}]`, `a second ${name}`, 'each name once');
    }
  }
  return problems;
}

function externalProblems({ name, host, port, protocol }: ExternalService): readonly GraphProblem[] {
  const problem = (field: string, found: string, expected: string) => ({
    service: name,
    field,
    found,
    expected,
  });
  return [
    ...(isPort(port) ? [] : [problem('port', String(port), 'a whole number, 1 to 65535')]),
    ...(hostName.test(host)
      ? []
      : [problem('host', quote(host), 'a DNS name such as api.example.com, without scheme or port')]),
    ...(externalProtocols.includes(protocol)
      ? []
      : [problem('protocol', quote(protocol), oneOf(externalProtocols))]),
  ];
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function oneOf(names: readonly string[]): string {
  return names.length === 0 ? 'nothing: the graph has no other service' : `one of ${names.join(', ')}`;
}
