import { parseClusters } from '../../config/parse';
import type { Context } from '../context';
import type { InputDocument } from '../document';
import type { Identities } from '../identities';
import type { Node } from '../nodes';
import type { Backends } from '../permissions';
import type { VirtualService } from '../virtual-service';
import { keyOf } from '../world';
import { type ClusterFile, clusterFile, unknownFields } from './cluster';
import { inTheWay } from './in-the-way';
import { partName, uniqueName } from './names';
import { applicationName, type Part, partOf } from './parts';
import { type Calls, judgeAlone, type ServiceConfig, serviceOf } from './service';

/** A host outside the mesh, in an application file. */
interface ExternalConfig {
  readonly host: string;
  readonly port: number;
  readonly protocol: string;
}

/** An application file, as far as it is written here. */
export interface ApplicationFile {
  readonly namespace: { readonly name: string; readonly existing: true };
  readonly labels: Readonly<Record<string, string>>;
  readonly services: Readonly<Record<string, ServiceConfig>>;
  readonly external?: Readonly<Record<string, ExternalConfig>>;
}

/** What `--application` writes: files by their names, without folder and ending. */
export interface Applications {
  readonly applications: Readonly<Record<string, ApplicationFile>>;
  readonly cluster: { readonly name: string; readonly file: ClusterFile };
}

/**
 * The set as application files, one for each namespace, and a cluster file. What they cannot say is entered as a finding,
 * with which nothing is written.
 */
export function applicationsOf(
  context: Context,
  parts: readonly Part[],
  backends: Backends,
  services: ReadonlyMap<string, VirtualService>,
  identities: Identities,
): Applications {
  judgeMesh(context);
  tellAmazon(context, parts);
  judgeDenials(context, parts, backends);
  const namespaces = [...new Set(parts.map(({ namespace }) => namespace))];
  const retried: Part[] = [];
  const sources = new Map<string, Source>();
  const applications = namespaces.map((namespace) => {
    const own = parts.filter((part) => part.namespace === namespace);
    const { external, nameOf } = externalOf(context, own, backends, services);
    const written = own.map((part) => {
      const calls = callsOf(context, part, parts, backends, services, nameOf);
      const service = serviceOf(context, part, identities, calls);
      judgeAlone(context, part, service);
      if (service.impliedRetries) retried.push(part);
      const at = `${applicationName(namespace)} services.${part.name}`;
      sources.set(at, { document: part.document, field: '/metadata/name' });
      for (const [name, { document, typeAt }] of service.sources)
        sources.set(`${at}.routes.${name}`, { document, field: `${typeAt}/match` });
      return [part.name, service.config] as const;
    });
    const file: ApplicationFile = {
      namespace: { name: namespace, existing: true },
      // Kuma makes MeshServices of the Services of the versions, in a namespace whose pods join one by one.
      labels: { 'kuma.io/mesh': context.mesh },
      services: Object.fromEntries(written),
      ...(Object.keys(external).length === 0 ? {} : { external }),
    };
    return [applicationName(namespace), file] as const;
  });
  const names = applications.map(([name]) => name);
  const cluster = { name: partName(context.mesh), file: clusterFile(context, names, retried) };
  const written: Applications = { applications: Object.fromEntries(applications), cluster };
  context.notes.add(
    `clusters/${cluster.name}.yaml has examples where nothing in the input says it: set ${unknownFields(cluster.file).join(', ')}`,
  );
  if (context.account.findings.length === 0) judgeFiles(context, written, sources);
  return written;
}

/** Where a part of an application file comes from. */
interface Source {
  readonly document: InputDocument;
  /** JSON pointer. */
  readonly field: string;
}

/** The files as synth judges them: what it would refuse is a field of the input that they cannot say. */
function judgeFiles(
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

/** What of the mesh itself a cluster file has no place for. */
function judgeMesh(context: Context): void {
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

/** App Mesh lets everybody call AWS; an application file names each host. */
function tellAmazon({ requests, notes }: Context, parts: readonly Part[]): void {
  const callers = parts.flatMap(({ nodes }) => nodes.flatMap(({ workloads }) => workloads));
  const host = '*.amazonaws.com';
  if (callers.length > 0)
    requests.push({
      caller: [...new Set(callers.map(({ namespace, name }) => keyOf(namespace, name)))].toSorted(),
      service: host,
      host,
      match: {},
      before: 'answered, from every pod of the mesh',
      after: 'refused',
      reason:
        'an application file names each host that a service calls: add those of AWS under external, and to calls',
    });
  notes.add(
    'the files say what the objects would: the patches and the ServiceAccounts and Services of 10-services are what they take for there already',
  );
}

/** Whom nobody may call is said too, and such a denial is stronger than every permission of the same pods. */
function judgeDenials(context: Context, parts: readonly Part[], backends: Backends): void {
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

/** Hosts outside the mesh that services of a namespace call: for each a name, and what it is. */
function externalOf(
  context: Context,
  parts: readonly Part[],
  backends: Backends,
  services: ReadonlyMap<string, VirtualService>,
) {
  const taken = new Set(parts.map(({ name }) => `/${name}`));
  const external: Record<string, ExternalConfig> = {};
  const names = new Map<string, string>();
  const called = parts.flatMap(({ nodes }) =>
    nodes.flatMap((node) => [...(backends.get(node)?.keys() ?? [])]),
  );
  for (const key of new Set(called)) {
    const service = services.get(key);
    const provider = service?.provider;
    if (service === undefined || provider?.kind !== 'outside') continue;
    const { node } = provider;
    const [listener, ...more] = node.listeners;
    if (listener === undefined || node.discovery.kind !== 'external') continue;
    const { port, protocol, at } = listener;
    const tls = protocol === 'tcp' && port === 443;
    if (more.length > 0 || (protocol === 'tcp' && !tls))
      inTheWay(context, node.document, `${more[0]?.at ?? at}/portMapping/protocol`, {
        why: 'a host outside the mesh has one port, and by tcp its addresses (cidr) have to be known',
        found: `${more[0]?.protocol ?? protocol} at port ${more[0]?.port ?? port}`,
        expected: 'one listener of http, http2, grpc, or tcp at port 443, which is taken for TLS',
      });
    const name = uniqueName(taken, '', partName(service.name));
    names.set(key, name);
    external[name] = { host: node.discovery.host.replace(/\.$/, ''), port, protocol: tls ? 'tls' : protocol };
  }
  return { external, nameOf: (key: string) => names.get(key) };
}

/** Whom a service calls, by names, and who of other namespaces calls it. */
function callsOf(
  context: Context,
  part: Part,
  parts: readonly Part[],
  backends: Backends,
  services: ReadonlyMap<string, VirtualService>,
  external: (key: string) => string | undefined,
): Calls {
  const keysOf = (node: Node) => [...(backends.get(node)?.keys() ?? [])].toSorted();
  const [first] = part.nodes;
  if (first === undefined) return {};
  for (const node of part.nodes)
    if (keysOf(node).join() !== keysOf(first).join())
      inTheWay(context, node.document, '/spec/backends', {
        why: 'all versions of a service call the same services',
        found: `other backends than those of VirtualNode ${first.key}`,
        expected: 'the same backends',
      });
  const calls = keysOf(first).flatMap((key) => {
    if (services.get(key)?.provider.kind === 'outside') return external(key) ?? [];
    const called = partOf(parts, key);
    if (called === undefined) return [];
    if (called === part) {
      const at = backends.get(first)?.get(key) ?? '/spec/backends';
      inTheWay(context, first.document, at, {
        why: 'a service does not call itself',
        found: called.name,
        expected: 'other services',
      });
    }
    return called.namespace === part.namespace
      ? [called.name]
      : [`${applicationName(called.namespace)}/${called.name}`];
  });
  const callers = parts.filter(
    (each) =>
      each.namespace !== part.namespace &&
      part.virtual !== undefined &&
      each.nodes.some((node) => backends.get(node)?.has(part.virtual?.service.key ?? '')),
  );
  return {
    ...(calls.length === 0 ? {} : { calls }),
    ...(callers.length === 0
      ? {}
      : { callers: callers.map((each) => `${applicationName(each.namespace)}/${each.name}`) }),
  };
}

/** Whether an object is written although application files are: what has to be there already. */
export function isThereAlready(manifest: { readonly apiVersion: string; readonly kind: string }): boolean {
  return manifest.apiVersion === 'v1' && (manifest.kind === 'ServiceAccount' || manifest.kind === 'Service');
}
