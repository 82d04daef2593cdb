import { dig, items, portOf, strings, text } from '../references/fields';
import { type LabelSelector, matches, readSelector } from '../references/labels';
import { groupOf, type Manifest } from '../references/manifest';
import { podPorts, readPodTemplate } from '../references/pod-template';
import { once } from './kept';
import type { Caller } from './request';

/** Pods of one template. */
export interface Workload extends Caller {
  readonly annotations: Readonly<Record<string, string>>;
  readonly replicas: number;
  /** Numbers and names of the ports that its containers declare. */
  readonly ports: ReadonlySet<string>;
  /** Number of a declared port by its name. */
  readonly named: Readonly<Record<string, number>>;
}

/** One port of a Service. */
export interface ServicePort {
  readonly port: number;
  readonly name: string | undefined;
  readonly targetPort: string;
  readonly appProtocol: string | undefined;
}

/** A Service, as far as routing reads it. */
export interface ServiceView {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Undefined where it selects no pods. */
  readonly selector: Readonly<Record<string, string>> | undefined;
  readonly ports: readonly ServicePort[];
  readonly headless: boolean;
  readonly externalName: string | undefined;
}

/** Pods behind a Service's port, and the port that they are called on. */
export interface Endpoint {
  readonly workload: Workload;
  readonly port: number;
}

const templates: Readonly<Record<string, readonly string[]>> = {
  'apps/Deployment': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'batch/Job': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'argoproj.io/Rollout': ['spec', 'template'],
  '/Pod': [],
};

/** What both readers need of the cluster itself: its workloads, Services and Namespaces. */
export class Cluster {
  readonly workloads: readonly Workload[];
  readonly services: readonly ServiceView[];
  private readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  private readonly kinds = new Map<string, readonly Manifest[]>();
  private readonly byKey: ReadonlyMap<string, ServiceView>;
  private readonly behind = new Map<string, readonly Endpoint[]>();

  constructor(readonly objects: readonly Manifest[]) {
    this.workloads = objects.flatMap(workloadOf);
    this.services = this.ofKind('', 'Service').map(serviceOf);
    this.byKey = new Map(this.services.map((service) => [keyOf(service), service]));
    this.namespaces = new Map(
      this.ofKind('', 'Namespace').map(({ metadata }) => [
        metadata.name,
        { 'kubernetes.io/metadata.name': metadata.name, ...strings(metadata.labels) },
      ]),
    );
  }

  /** The objects of one kind. */
  ofKind(group: string, kind: string): readonly Manifest[] {
    return once(this.kinds, `${group}/${kind}`, () =>
      this.objects.filter((object) => object.kind === kind && groupOf(object.apiVersion) === group),
    );
  }

  /** Labels of a namespace; undefined where the objects do not show it. */
  namespaceLabels(namespace: string): Readonly<Record<string, string>> | undefined {
    return this.namespaces.get(namespace);
  }

  /** The Service that a host name means to pods of a namespace, as the search path of cluster DNS finds it. */
  serviceOf(host: string, namespace: string): ServiceView | undefined {
    const name = host
      .toLowerCase()
      .replace(/\.$/, '')
      .replace(/\.svc(\.cluster\.local)?$/, '');
    const [service, place = namespace, ...more] = name.split('.');
    if (more.length > 0) return undefined;
    return this.byKey.get(`${place}/${service}`);
  }

  /** The pods that a Service's selector finds and that listen on the port that its port leads to. */
  endpoints(service: ServiceView, port: number): readonly Endpoint[] {
    const key = `${keyOf(service)} ${port} ${service.selector === undefined}`;
    return once(this.behind, key, () => this.endpointsOf(service, port));
  }

  private endpointsOf(service: ServiceView, port: number): readonly Endpoint[] {
    const { selector } = service;
    const found = service.ports.find((each) => each.port === port);
    // A headless Service has no address of its own: pods are called on the port that the caller names.
    const target = service.headless ? String(port) : found?.targetPort;
    if (selector === undefined || target === undefined) return [];
    return this.workloads
      .filter(({ namespace, labels }) => namespace === service.namespace && includes(labels, selector))
      .flatMap((workload) => endpointOf(workload, target));
  }
}

function endpointOf(workload: Workload, target: string): readonly Endpoint[] {
  if (workload.replicas === 0) return [];
  const number = /^\d+$/.test(target) ? Number(target) : workload.named[target];
  const listens = number !== undefined && (workload.ports.size === 0 || workload.ports.has(target));
  return listens ? [{ workload, port: number }] : [];
}

/** `namespace/name`. */
export function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}

/** Whether labels are all that a map asks for. */
export function includes(
  found: Readonly<Record<string, string>>,
  selector: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(selector).every(([key, value]) => found[key] === value);
}

/** Whether labels are what a selector asks for; without a selector nothing is. */
export function selected(
  found: Readonly<Record<string, string>>,
  selector: LabelSelector | undefined,
): boolean {
  return selector !== undefined && matches(selector, found);
}

/** The selector at a path of an object. */
export function selectorAt(object: unknown, ...path: readonly string[]): LabelSelector | undefined {
  return readSelector(dig(object, ...path));
}

function workloadOf(object: Manifest): readonly Workload[] {
  const path = templates[`${groupOf(object.apiVersion)}/${object.kind}`];
  // What a controller made is there as the controller already.
  if (path === undefined || items(dig(object, 'metadata', 'ownerReferences')).length > 0) return [];
  const pod = readPodTemplate(object, path);
  const replicas = dig(object, 'spec', 'replicas');
  const named = pod.containers.flatMap(({ ports }) =>
    ports.flatMap(({ name, containerPort }) => (name === undefined ? [] : [[name, containerPort] as const])),
  );
  return [
    {
      namespace: pod.namespace,
      name: pod.name,
      labels: pod.labels,
      annotations: pod.annotations,
      serviceAccount: pod.serviceAccount,
      replicas: typeof replicas === 'number' ? replicas : 1,
      ports: podPorts(pod),
      named: Object.fromEntries(named),
    },
  ];
}

function serviceOf(object: Manifest): ServiceView {
  const { metadata } = object;
  const spec = dig(object, 'spec');
  const selector = strings(dig(spec, 'selector'));
  const ports = items(dig(spec, 'ports')).flatMap((item): readonly ServicePort[] => {
    const port = dig(item, 'port');
    if (typeof port !== 'number' || (text(dig(item, 'protocol')) ?? 'TCP') !== 'TCP') return [];
    const targetPort = portOf(dig(item, 'targetPort')) ?? String(port);
    return [{ port, targetPort, name: text(dig(item, 'name')), appProtocol: text(dig(item, 'appProtocol')) }];
  });
  return {
    name: metadata.name,
    namespace: metadata.namespace ?? 'default',
    labels: strings(metadata.labels),
    annotations: strings(metadata.annotations),
    selector: Object.keys(selector).length === 0 ? undefined : selector,
    ports,
    headless: text(dig(spec, 'clusterIP')) === 'None',
    externalName: text(dig(spec, 'type')) === 'ExternalName' ? text(dig(spec, 'externalName')) : undefined,
  };
}
