import type { Manifest } from '../../references/manifest';
import { differences } from './differences';
import { djPair } from './pairs';

/** Changes one value in every place where a path of keys leads; numbers in the path are places in a list. */
function change(
  objects: readonly Manifest[],
  kind: string,
  name: string,
  path: readonly (string | number)[],
  value: unknown,
): readonly Manifest[] {
  const at = objects.findIndex((object) => object.kind === kind && object.metadata.name === name);
  if (at < 0) throw new Error(`no ${kind} ${name}`);
  return objects.map((object, index) =>
    index === at ? { ...object, ...changed(object, path, value) } : object,
  );
}

function changed(found: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): object {
  if (key === undefined || typeof found !== 'object' || found === null)
    throw new Error('the path leads nowhere');
  const entries = Object.entries(found);
  const before = entries.find(([each]) => each === String(key))?.[1];
  if (before === undefined) throw new Error(`nothing at ${key}`);
  const after = rest.length === 0 ? value : changed(before, rest, value);
  const copy = Object.fromEntries(entries.map(([each, old]) => [each, each === String(key) ? after : old]));
  return Array.isArray(found) ? Object.values(copy) : copy;
}

type Mutation = readonly [kind: string, name: string, path: readonly (string | number)[], value: unknown];

const targets = ['spec', 'routes', 0, 'httpRoute', 'action', 'weightedTargets'] as const;
const rule = ['spec', 'to', 0, 'rules', 0] as const;

const onAppMesh: readonly Mutation[] = [
  ['VirtualRouter', 'jazz-router', [...targets, 0, 'weight'], 94],
  ['VirtualRouter', 'jazz-router', [...targets, 1, 'virtualNodeRef', 'name'], 'metal-v2'],
  ['VirtualRouter', 'jazz-router', ['spec', 'routes', 0, 'httpRoute', 'match', 'prefix'], '/other'],
  ['VirtualRouter', 'jazz-router', ['spec', 'listeners', 0, 'portMapping', 'port'], 9081],
  ['VirtualRouter', 'jazz-router', ['spec', 'listeners', 0, 'portMapping', 'protocol'], 'http2'],
  ['VirtualService', 'jazz', ['spec', 'awsName'], 'jazz.prod'],
  [
    'VirtualService',
    'jazz',
    ['spec', 'provider', 'virtualRouter', 'virtualRouterRef', 'name'],
    'metal-router',
  ],
  ['VirtualNode', 'jazz-v2', ['spec', 'listeners', 0, 'portMapping', 'port'], 9081],
  [
    'VirtualNode',
    'jazz-v2',
    ['spec', 'serviceDiscovery', 'dns', 'hostname'],
    'jazz-v1.prod.svc.cluster.local',
  ],
  ['VirtualNode', 'jazz-v2', ['spec', 'podSelector', 'matchLabels', 'app'], 'metal'],
  ['VirtualNode', 'kong', ['spec', 'backends', 0, 'virtualService', 'virtualServiceRef', 'name'], 'metal'],
  ['Mesh', 'dj-app', ['spec', 'egressFilter', 'type'], 'ALLOW_ALL'],
  ['Service', 'jazz-v1', ['spec', 'ports', 0, 'targetPort'], 80],
  ['Service', 'jazz-v1', ['spec', 'selector', 'version'], 'v2'],
  ['Deployment', 'jazz-v1', ['spec', 'template', 'metadata', 'labels', 'version'], 'v3'],
];

const onKongMesh: readonly Mutation[] = [
  ['MeshHTTPRoute', 'jazz', [...rule, 'default', 'backendRefs', 0, 'weight'], 94],
  ['MeshHTTPRoute', 'jazz', [...rule, 'default', 'backendRefs', 1, 'name'], 'jazz-v1'],
  ['MeshHTTPRoute', 'jazz', [...rule, 'default', 'backendRefs', 1, 'port'], 9081],
  ['MeshHTTPRoute', 'jazz', ['spec', 'to', 0, 'targetRef', 'name'], 'metal'],
  ['MeshHTTPRoute', 'jazz', ['metadata', 'namespace'], 'kong'],
  ['MeshTrafficPermission', 'jazz', ['spec', 'targetRef', 'labels', 'app'], 'metal'],
  [
    'MeshTrafficPermission',
    'jazz',
    ['spec', 'rules', 0, 'default', 'allow', 0, 'spiffeID', 'value'],
    'spiffe://dj-app.default.mesh.local/ns/kong/sa/kong',
  ],
  ['MeshIdentity', 'identity', ['spec', 'spiffeID', 'trustDomain'], 'other.default.mesh.local'],
  ['Mesh', 'dj-app', ['spec', 'networking', 'outbound', 'passthrough'], true],
  ['Service', 'jazz', ['spec', 'ports', 0, 'appProtocol'], 'tcp'],
  ['Service', 'jazz-v2', ['spec', 'ports', 0, 'appProtocol'], 'tcp'],
  ['Service', 'jazz-v1', ['spec', 'ports', 0, 'port'], 9081],
  ['Service', 'jazz-v1', ['spec', 'selector', 'version'], 'v2'],
  ['Deployment', 'jazz-v1', ['spec', 'template', 'metadata', 'labels', 'app'], 'blues'],
];

describe('one changed value of one object is seen as another routing', () => {
  const pair = djPair();

  test.each(onAppMesh)('App Mesh: %s %s %j', (kind, name, path, value) => {
    const appMesh = change(pair.appMesh, kind, name, path, value);
    expect(differences({ ...pair, appMesh }).found).not.toEqual([]);
  });

  test.each(onKongMesh)('Kong Mesh: %s %s %j', (kind, name, path, value) => {
    const kongMesh = change(pair.kongMesh, kind, name, path, value);
    expect(differences({ ...pair, kongMesh }).found).not.toEqual([]);
  });
});
