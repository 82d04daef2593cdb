import type { Manifest } from '../references/manifest';
import type { Protocol } from './nodes';
import type { Patch, StagedObject } from './result';
import { keyOf, namespaceOf, type ServiceView, serviceView, type World } from './world';

interface NeededPort {
  readonly port: number;
  protocol: Protocol;
}

interface PlannedService {
  readonly namespace: string;
  readonly name: string;
  readonly view: ServiceView | undefined;
  /** Whether it is made here: the input has Services but not this one, or its name is none of cluster DNS. */
  made: boolean;
  selector: Readonly<Record<string, string>> | undefined;
  readonly ports: Map<number, NeededPort>;
  readonly why: Set<string>;
}

/** What the Services of a set need so that Kuma makes MeshServices of them that mean what App Mesh's objects mean. */
export class Services {
  private readonly planned = new Map<string, PlannedService>();
  /** Namespaces whose Services are among the files: one that is not there is in no chart either. */
  private readonly known: ReadonlySet<string>;

  constructor(private readonly world: World) {
    this.known = new Set(world.all('Service').map(({ manifest }) => namespaceOf(manifest)));
  }

  /** Whether a Service of this name is there, or planned. */
  has(namespace: string, name: string): boolean {
    return (
      this.planned.has(keyOf(namespace, name)) || this.world.find('Service', namespace, name) !== undefined
    );
  }

  /** A port of a Service, and what is spoken there. What was said first stands. */
  port(namespace: string, name: string, port: number, protocol: Protocol): void {
    const service = this.plan(namespace, name, false);
    if (!service.ports.has(port)) service.ports.set(port, { port, protocol });
  }

  /** The pods of a Service that selects none today. */
  select(namespace: string, name: string, selector: Readonly<Record<string, string>>, why: string): void {
    const service = this.plan(namespace, name, false);
    if (service.selector !== undefined) return;
    service.selector = selector;
    service.why.add(why);
  }

  /** A Service that is not there. */
  make(namespace: string, name: string, selector?: Readonly<Record<string, string>>): void {
    const service = this.plan(namespace, name, true);
    if (service.view === undefined) service.made = true;
    service.selector ??= selector;
  }

  /** Whether a Service selects pods, today or as planned. */
  selects(namespace: string, name: string): boolean {
    const planned = this.planned.get(keyOf(namespace, name));
    if (planned?.selector !== undefined) return true;
    if (planned?.made === true) return false;
    const document = this.world.find('Service', namespace, name);
    // What is not in the input is as its owner made it.
    if (document === undefined) return !this.known.has(namespace);
    return Object.keys(serviceView(document).selector).length > 0;
  }

  /** Whether a Service is made here. */
  isMade(namespace: string, name: string): boolean {
    return this.planned.get(keyOf(namespace, name))?.made === true;
  }

  /** Labels by which a Service selects pods, today or as planned. */
  selectorOf(namespace: string, name: string): Readonly<Record<string, string>> {
    const document = this.world.find('Service', namespace, name);
    return (
      this.planned.get(keyOf(namespace, name))?.selector ??
      (document === undefined ? {} : serviceView(document).selector)
    );
  }

  /** The name of a port, as a target or backend names it; its number where it has none. */
  sectionName(namespace: string, name: string, port: number): string {
    const found = this.planned.get(keyOf(namespace, name))?.view?.ports.find((each) => each.port === port);
    return found?.name ?? String(port);
  }

  /** How many ports a Service has, today and as planned. */
  portCount(namespace: string, name: string): number {
    const planned = this.planned.get(keyOf(namespace, name));
    const document = this.world.find('Service', namespace, name);
    const today = document === undefined ? [] : serviceView(document).ports.map(({ port }) => port);
    return new Set([...today, ...(planned?.ports.keys() ?? [])]).size;
  }

  private plan(namespace: string, name: string, made: boolean): PlannedService {
    const key = keyOf(namespace, name);
    const found = this.planned.get(key);
    if (found !== undefined) return found;
    const document = this.world.find('Service', namespace, name);
    const service: PlannedService = {
      namespace,
      name,
      view: document === undefined ? undefined : serviceView(document),
      made: made || (document === undefined && this.known.has(namespace)),
      selector: undefined,
      ports: new Map(),
      why: new Set(),
    };
    this.planned.set(key, service);
    return service;
  }

  /** Services that the set has not. */
  objects(mesh: string): readonly StagedObject[] {
    return [...this.planned.values()]
      .filter(({ made }) => made)
      .map((service) => ({ stage: '10-services', manifest: madeService(service, mesh) }));
  }

  /**
   * The label that makes Kuma take a Service for one of the mesh, in a namespace whose pods join one by one (kuma
   * pkg/plugins/runtime/k8s/controllers/meshservice_controller.go).
   */
  members(mesh: string): readonly Patch[] {
    return [...this.planned.values()]
      .filter(({ made }) => !made)
      .map(({ namespace, name }) => ({
        manifest: {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name, namespace, labels: { 'kuma.io/mesh': mesh } },
        },
        why: ['Kuma makes a MeshService of it: give the label when all its pods have its sidecar'],
      }));
  }

  /** What is to change of those that it has. */
  patches(): readonly Patch[] {
    return [...this.planned.values()].filter(({ made }) => !made).flatMap((each) => patchOf(each) ?? []);
  }

  /** Ports that App Mesh calls and the Service has not, so that nothing answers today. */
  silentPorts(): readonly string[] {
    return [...this.planned.values()].flatMap(({ namespace, name, view, ports }) =>
      view === undefined
        ? []
        : [...ports.keys()]
            .filter((port) => !view.ports.some((each) => each.port === port))
            .map((port) => `${keyOf(namespace, name)}:${port}`),
    );
  }

  /** Services that are changed and not in the input. */
  unseen(): readonly string[] {
    return [...this.planned.values()]
      .filter(({ made, view }) => !made && view === undefined)
      .map(({ namespace, name }) => keyOf(namespace, name));
  }
}

function madeService({ namespace, name, selector, ports }: PlannedService, mesh: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels: { 'kuma.io/mesh': mesh } },
    spec: {
      ...(selector === undefined ? {} : { selector }),
      ports: [...ports.values()].map(({ port, protocol }) => ({
        name: `${protocol}-${port}`,
        port,
        protocol: 'TCP',
        appProtocol: protocol,
      })),
    },
  };
}

function patchOf({ namespace, name, view, selector, ports, why }: PlannedService): Patch | undefined {
  const reasons = [...why];
  const changed = [...ports.values()].flatMap(({ port, protocol }) => {
    const today = view?.ports.find((each) => each.port === port);
    if (view !== undefined && today === undefined) {
      reasons.push(
        `port ${port} is called and was not there: App Mesh's Envoys need none of the Service's ports`,
      );
      return [
        { name: `${protocol}-${port}`, port, protocol: 'TCP', targetPort: port, appProtocol: protocol },
      ];
    }
    if (today?.appProtocol === protocol) return [];
    reasons.push(
      `port ${port} speaks ${protocol}: without appProtocol it is tcp for Kuma, whatever its name`,
    );
    return [{ port, protocol: 'TCP', appProtocol: protocol }];
  });
  const added = changed.length > 0 && changed.some((each) => 'targetPort' in each);
  // Of several ports each needs a name.
  const unnamed = added ? (view?.ports ?? []).filter(({ name: own }) => own === undefined) : [];
  const named = [
    ...changed.map((each) =>
      unnamed.some(({ port }) => port === each.port) ? { name: `port-${each.port}`, ...each } : each,
    ),
    ...unnamed
      .filter(({ port }) => !changed.some((each) => each.port === port))
      .map(({ port }) => ({ name: `port-${port}`, port, protocol: 'TCP' })),
  ];
  if (named.length === 0 && selector === undefined) return undefined;
  return {
    part: 'without-mesh',
    manifest: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: {
        ...(selector === undefined ? {} : { selector }),
        ...(named.length === 0 ? {} : { ports: named }),
      },
    },
    why: reasons,
  };
}
