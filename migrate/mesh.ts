import { systemNamespace } from '../charts/mesh/kong-mesh/names';
import { dig } from '../references/fields';
import { isOfAppMesh } from './account';
import { addPolicy, type Context } from './context';
import type { InputDocument } from './document';
import { identityPath, podPatch, trustDomain } from './identities';
import type { Node } from './nodes';
import type { VirtualService } from './virtual-service';
import { keyOf } from './world';

const injector = 'appmesh.k8s.aws/sidecarInjectorWebhook';

/** Asks for one mesh at a time: a namespace of Kong Mesh belongs to one, and so does a runbook. */
export function askForOneMesh({ account, world }: Context): void {
  const [first, ...more] = world.all('appmesh/Mesh');
  const names = [first, ...more].flatMap((document) => document?.manifest.metadata.name ?? []);
  for (const document of more)
    account.finding(document, '/metadata/name', {
      message: 'a second mesh',
      found: names.join(', '),
      expected: 'one mesh, for a namespace of Kong Mesh belongs to one, and so does a runbook',
      mend: `choose one, and run the command once for each, with an --out of its own: ${names.map((name) => `--from-mesh ${name}`).join(' or ')}`,
    });
}

/** Asks for a mesh that is there. */
export function askForKnownMesh(
  { account, world, settings }: Context,
  input: readonly InputDocument[],
): void {
  const { fromMesh } = settings;
  if (fromMesh === undefined || world.all('appmesh/Mesh').length > 0) return;
  const meshes = input.filter((each) => isOfAppMesh(each) && each.manifest.kind === 'Mesh');
  const document = meshes[0] ?? input.find(isOfAppMesh);
  if (document !== undefined)
    account.finding(document, '/metadata/name', {
      message: 'no mesh of the name that --from-mesh gives',
      found: fromMesh,
      expected: meshes.map(({ manifest }) => manifest.metadata.name).join(', ') || 'a Mesh among the files',
      mend: 'correct the name, or give the file of the Mesh too',
    });
}

/** The Mesh, its identities, and the account of App Mesh's Mesh. */
export function addMesh(context: Context): void {
  const { account, mesh, closed, world } = context;
  const name = `Mesh ${mesh}`;
  for (const document of world.all('appmesh/Mesh')) {
    account.kept(document, '/metadata/name', name, '/metadata/name');
    account.ignored(document, '/spec/awsName', 'the name of the mesh in AWS, where it is no more');
    account.changed(
      document,
      '/spec/namespaceSelector',
      'a namespace of Kong Mesh says itself which mesh it belongs to, by the label kuma.io/mesh',
      'patches/',
    );
    if (closed)
      account.changed(
        document,
        '/spec/egressFilter/type',
        'nobody leaves the mesh but where a MeshPassthrough lets him; to *.amazonaws.com everybody may, as on App Mesh',
        name,
        '/spec/networking/outbound/passthrough',
      );
    account.kept(document, '/spec/egressFilter/type', name, '/spec/networking/outbound/passthrough');
    for (const field of ['/spec/meshOwner', '/spec/meshServiceDiscovery'])
      account.lost(
        document,
        field,
        field === '/spec/meshOwner'
          ? 'a mesh shared between accounts of AWS has no counterpart: a zone of Kong Mesh for each'
          : 'Kuma takes the addresses of Services and pods as the cluster gives them',
        'kuma api/mesh/v1alpha1/mesh.proto',
      );
  }
  context.objects.push({
    stage: '20-mesh',
    manifest: {
      apiVersion: 'kuma.io/v1alpha1',
      kind: 'Mesh',
      metadata: { name: mesh },
      spec: { meshServices: { mode: 'Exclusive' }, networking: { outbound: { passthrough: !closed } } },
    },
  });
  addPolicy(
    context,
    '20-mesh',
    'MeshIdentity',
    systemNamespace,
    'identity',
    {
      selector: { dataplane: { matchLabels: {} } },
      spiffeID: { trustDomain: trustDomain(context), path: identityPath(context) },
      provider: {
        type: 'Bundled',
        bundled: { insecureAllowSelfSigned: true, autogenerate: { enabled: true } },
      },
    },
    { 'kuma.io/origin': 'zone' },
  );
}

/** Namespaces and pods that join the mesh: pods one by one, by a label of their own. */
export function addMembers(context: Context): void {
  const { nodes, world, patches, mesh } = context;
  const namespaces = new Set([...nodes.values()].map(({ namespace }) => namespace));
  for (const namespace of namespaces) {
    patches.push({
      manifest: {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: namespace,
          labels: { 'kuma.io/mesh': mesh, 'kuma.io/sidecar-injection': 'disabled' },
        },
      },
      why: ['the namespace belongs to the mesh, and its pods join one by one, by a label of their own'],
    });
    if (world.namespace(namespace) === undefined)
      context.notes.add(`Namespace ${namespace} is not among the files: its labels are patched all the same`);
  }
  for (const node of nodes.values())
    for (const workload of node.workloads) {
      if (workload.annotations[injector] === 'disabled') {
        context.notes.add(
          `${workload.kind} ${keyOf(workload.namespace, workload.name)} keeps App Mesh's sidecar out (${injector}: disabled): Kong Mesh's is not put in either`,
        );
        continue;
      }
      patches.push({
        manifest: podPatch(workload, {
          metadata: {
            labels: { 'kuma.io/mesh': mesh, 'kuma.io/sidecar-injection': 'enabled' },
            annotations: { [injector]: 'disabled', ...traffic(workload.annotations) },
          },
        }),
        why: ["its pods leave App Mesh and get Kong Mesh's sidecar, both when they are made anew"],
      });
    }
}

/** What App Mesh's init container leaves alone: the addresses and ports of a pod's annotations, or its own defaults. */
function traffic(annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const addresses = annotations['appmesh.k8s.aws/egressIgnoredIPs'] ?? '169.254.169.254';
  const ports = annotations['appmesh.k8s.aws/egressIgnoredPorts'] ?? '22';
  const list = (value: string) =>
    value
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  return {
    'traffic.kuma.io/exclude-outbound-ips': list(addresses)
      .map((each) => (each.includes('/') ? each : `${each}/32`))
      .join(','),
    'traffic.kuma.io/exclude-outbound-ports': list(ports).join(','),
  };
}

/** Enters what is left of a virtual node. */
export function enterNode(
  { account }: Context,
  node: Node,
  service: { readonly namespace: string; readonly name: string } | undefined,
): void {
  const { document, key } = node;
  const name = service === undefined ? undefined : `Service ${keyOf(service.namespace, service.name)}`;
  account.kept(document, '/metadata/name', `MeshTrafficPermission ${key}`, '/metadata/name');
  account.ignored(document, '/spec/awsName', 'the name of the virtual node in AWS, where it is no more');
  for (const [i, { at }] of node.listeners.entries()) {
    const object = name ?? `Service of ${key}`;
    account.kept(document, `${at}/portMapping/port`, object, `/spec/ports/${i}/port`);
    account.changed(
      document,
      `${at}/portMapping/protocol`,
      'appProtocol of the port',
      object,
      `/spec/ports/${i}/appProtocol`,
    );
  }
  if (node.discovery.kind === 'external')
    account.changed(
      document,
      '/spec/serviceDiscovery/dns/hostname',
      'a host outside the mesh: a way out for those that call it',
      'MeshPassthrough',
      '/spec/default/appendMatch',
    );
  if (name !== undefined)
    account.kept(document, '/spec/serviceDiscovery/dns/hostname', name, '/metadata/name');
  account.changed(
    document,
    '/spec/serviceDiscovery/dns/responseType',
    'Kuma sends requests to the addresses of the pods, whatever DNS answers',
    name,
  );
  if (dig(document.manifest, 'spec', 'serviceDiscovery', 'awsCloudMap') !== undefined) {
    account.changed(
      document,
      '/spec/serviceDiscovery/awsCloudMap/attributes',
      'the pods are chosen by the labels of podSelector alone',
      name,
      '/spec/selector',
    );
    account.changed(
      document,
      '/spec/serviceDiscovery/awsCloudMap',
      'a Service of the cluster takes the place of the Cloud Map service, which nobody registers pods in any more',
      name,
      '/metadata/name',
    );
  }
  account.changed(document, '/spec/podSelector', 'the selector of the Service', name, '/spec/selector');
}

/** Enters what is left of a virtual service and its router. */
export function enterService({ account }: Context, { document, provider, service }: VirtualService): void {
  const name = keyOf(service.namespace, service.name);
  for (const kind of ['virtualRouter', 'virtualNode'])
    account.changed(
      document,
      `/spec/provider/${kind}`,
      provider.kind === 'outside'
        ? 'a host outside the mesh, which its callers may go to'
        : 'the Service of this name, and the routes to it',
      provider.kind === 'router' ? `MeshHTTPRoute ${name}` : `Service ${name}`,
    );
  if (provider.kind !== 'router') return;
  for (const i of provider.ports.keys()) {
    const at = `/spec/listeners/${i}/portMapping`;
    account.kept(provider.document, `${at}/port`, `Service ${name}`, '/spec/ports');
    account.changed(
      provider.document,
      `${at}/protocol`,
      'appProtocol of the port',
      `Service ${name}`,
      '/spec/ports',
    );
  }
}

/** Routers that no virtual service has, and routes that their router's listeners do not speak. */
export function enterUnused({ account, world }: Context): void {
  for (const document of world.all('appmesh/VirtualRouter'))
    account.ignored(
      document,
      '/spec',
      'nothing comes here: no virtual service has this router, or no listener of it speaks this',
    );
  for (const document of world.all('appmesh/BackendGroup'))
    account.ignored(document, '/spec', 'no virtual node names this group');
}

/** Enters what every object of App Mesh has, and nothing of it goes on. */
export function enterCommon({ account, world }: Context): void {
  const meant = [
    'Mesh',
    'VirtualNode',
    'VirtualService',
    'VirtualRouter',
    'VirtualGateway',
    'GatewayRoute',
    'BackendGroup',
  ];
  for (const document of meant.flatMap((kind) => world.all(`appmesh/${kind}`))) {
    account.changed(document, '/apiVersion', 'other kinds of another group', 'kuma.io/v1alpha1');
    account.changed(document, '/kind', 'other kinds of another group', 'kuma.io/v1alpha1');
    account.changed(document, '/metadata/name', 'the objects that take its place have names of their own');
    account.changed(
      document,
      '/metadata/namespace',
      'the objects that take its place are in the namespace of the Service',
    );
    account.ignored(document, '/metadata', 'what the API server and tools wrote of this object alone');
    account.ignored(document, '/status', 'what the controller wrote');
    account.ignored(document, '/spec/meshRef', 'written by the controller');
    account.ignored(document, '/spec/virtualGatewayRef', 'written by the controller');
    account.ignored(document, '/spec/awsName', 'the name of the object in AWS, where it is no more');
  }
}
